package dev.flamegate.bench;

/**
 * How much is stored for {@link StoreBench}: every pod sends a profile every 15 seconds.
 *
 * @param pods at least one a version
 * @param days whole days
 * @param copies how often the recorded program is in the made one
 * @param repetitions of every question
 */
public record StoreScale(int pods, int days, int copies, int repetitions) {
    static final int PERIOD_SECONDS = 15;

    /** 806,400 profiles. */
    public static StoreScale week() {
        return new StoreScale(20, 7, 12, 40);
    }

    /** 115,200 profiles. */
    public static StoreScale day() {
        return new StoreScale(20, 1, 12, 40);
    }

    long profiles() {
        return (long) pods * days * 86_400 / PERIOD_SECONDS;
    }
}
