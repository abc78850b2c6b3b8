package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import java.nio.file.Path;

/** A process that tries to open a store and prints why it may not. */
final class OpenAndSayReason {

    private OpenAndSayReason() {}

    public static void main(String[] arguments) {
        try (RocksStore store = RocksStore.open(Path.of(arguments[0]))) {
            System.out.println("opened, dropped " + store.recovery());
        } catch (StoreException e) {
            System.out.println(e.reason() + " " + e.getMessage());
        }
    }
}
