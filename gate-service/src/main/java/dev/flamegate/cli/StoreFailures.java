package dev.flamegate.cli;

import dev.flamegate.store.StoreException;
import java.util.function.Supplier;

/** What commands on a store's folder say when the store refuses. */
final class StoreFailures {
    private StoreFailures() {}

    /**
     * @throws UsageException if another folder would do, or the same one later
     * @throws FailureException if the storage fails or is damaged
     */
    static <T> T said(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreException e) {
            String message = String.valueOf(e.getMessage());
            throw switch (e.reason()) {
                case IN_USE, UNKNOWN_FORMAT -> new UsageException(message);
                default -> new FailureException(message, e);
            };
        }
    }
}
