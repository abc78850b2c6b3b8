package dev.flamegate.gate.week;

/** A week that cannot be told as it was asked for; the message says what is wrong, and what to ask instead. */
public final class WeekRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isUnknown;

    private WeekRefusedException(String message, boolean isUnknown) {
        super(message);
        this.isUnknown = isUnknown;
    }

    static WeekRefusedException of(String message) {
        return new WeekRefusedException(message, false);
    }

    static WeekRefusedException unknown(String message) {
        return new WeekRefusedException(message, true);
    }

    /** Whether the service or the type is not there, so that the question may be right at another time. */
    public boolean isUnknown() {
        return isUnknown;
    }
}
