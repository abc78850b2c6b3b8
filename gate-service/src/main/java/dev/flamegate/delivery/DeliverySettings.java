package dev.flamegate.delivery;

import java.time.Duration;

/**
 * How verdicts are delivered, whatever the place.
 *
 * @param giveUpAfter how long a delivery is tried before it waits for somebody to ask for it
 * @param comments when a verdict is worth a comment
 * @param pause between two deliveries to one place: GitHub asks for a second between writes
 */
public record DeliverySettings(Duration giveUpAfter, Comments comments, Duration pause) {
    public DeliverySettings {
        if (giveUpAfter.isNegative() || giveUpAfter.isZero()) {
            throw new IllegalArgumentException("give_up_after must be longer than 0s");
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pause must not be negative");
        }
    }

    public static DeliverySettings withDefaults() {
        return new DeliverySettings(Duration.ofHours(24), Comments.ON_CHANGE, Duration.ofSeconds(1));
    }
}
