package dev.flamegate.delivery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place that verdicts are published in. Called by one thread at a time. */
public interface Publisher {

    /** What it shows verdicts on, as far as its credentials are known to allow; empty if it is not set up for this target. */
    List<Surface> surfaces(Target target);

    /** Where verdicts about a service belong if a question names no repository; empty if the settings do not say. */
    default Optional<String> home(String service) {
        return Optional.empty();
    }

    /**
     * Says it, as often as it is called with the same effect as once.
     *
     * @throws DeliveryException if it was not said
     */
    Receipt publish(Delivery delivery, Message message) throws DeliveryException;

    /**
     * What became of a message.
     *
     * @param remote what the place calls the thing that carries it; null if there is none
     * @param note for people; null if there is nothing to add
     */
    record Receipt(
            Delivery.State state,
            @Nullable String remote,
            @Nullable String note) {
        public static Receipt delivered(String remote) {
            return new Receipt(Delivery.State.DELIVERED, remote, null);
        }

        public static Receipt skipped(String why) {
            return new Receipt(Delivery.State.SKIPPED, null, why);
        }

        public static Receipt superseded(@Nullable String remote, String by) {
            return new Receipt(Delivery.State.SUPERSEDED, remote, by);
        }
    }
}
