package dev.flamegate.gate.trial;

import java.time.Duration;

/**
 * How often the gate is tried on versions that are equal for sure.
 *
 * @param interval between two trials of one service and profile type; zero switches them off
 * @param window how much of the last time is compared; never more than the interval, so that no profile counts twice
 */
public record TrialSettings(Duration interval, Duration window) {
    public TrialSettings {
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("window is " + window + ", allowed is above 0s");
        }
    }

    public static TrialSettings withDefaults() {
        return new TrialSettings(Duration.ofHours(6), Duration.ofMinutes(30));
    }

    Duration compared() {
        return window.compareTo(interval) < 0 ? window : interval;
    }

    boolean isOn() {
        return !interval.isZero();
    }
}
