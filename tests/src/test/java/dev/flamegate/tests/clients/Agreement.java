package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How well a profile must tell what the program did. The program measures the seconds of its two functions itself, so what is left is
 * the chance of sampling: of {@code n} samples, the share of one function has the binomial standard deviation {@code sqrt(p (1 - p) /
 * n)}. Five of them, once in two million runs by chance, and two points for what is systematic: a profiler sees the time between two
 * readings of the clock, and attributes some of it to safe points, to signals and to itself.
 *
 * <p>Totals are told more loosely: the profiler starts after the program or ends before it, timers come late on a busy machine, and
 * what belongs to the runtime comes on top.
 */
record Agreement(String client, Did did) {
    private static final double DEVIATIONS = 5;
    private static final double SYSTEMATIC = 0.02;
    private static final double TOTAL_MIN = 0.5;
    private static final double TOTAL_MAX = 1.25;

    /**
     * The whole time in which the program burnt was profiled.
     *
     * @param nanosPerSample between two samples of the profiler
     */
    void onTime(Costs costs, String heavy, String light, long nanosPerSample) {
        onShare(costs, heavy, light, nanosPerSample);
        assertThat((costs.of(heavy) + costs.of(light)) / 1e9)
                .as("seconds of both functions by %s", client)
                .isBetween(TOTAL_MIN * did.seconds(), TOTAL_MAX * did.seconds());
    }

    void onShare(Costs costs, String heavy, String light, long nanosPerSample) {
        long both = costs.of(heavy) + costs.of(light);
        assertThat(both)
                .as("nanoseconds of %s in %s and %s, among %s", client, heavy, light, costs.byFunction())
                .isPositive();
        double samples = (double) both / nanosPerSample;
        double expected = did.heavyShare();
        double tolerance = DEVIATIONS * Math.sqrt(expected * (1 - expected) / samples) + SYSTEMATIC;
        double seen = (double) costs.of(heavy) / both;
        System.out.printf(
                "%s: share of %s %.3f, the program says %.3f (tolerance %.3f, %.0f samples); %.2f s of %.2f s%n",
                client, heavy, seen, expected, tolerance, samples, both / 1e9, did.seconds());
        assertThat(seen)
                .as("share of %s among %.0f samples of %s", heavy, samples, client)
                .isCloseTo(expected, within(tolerance));
    }

    /** A profile has no more than the process spent. */
    void onProcess(Costs costs) {
        assertThat(costs.total() / 1e9)
                .as("seconds of the whole process by %s", client)
                .isBetween(TOTAL_MIN * did.seconds(), TOTAL_MAX * did.processSeconds());
    }

    /** The same where the profiler was there for a part of the time only. */
    void onPartOfProcess(Costs costs) {
        assertThat(costs.total() / 1e9)
                .as("seconds of the whole process by %s", client)
                .isBetween(0.0, TOTAL_MAX * did.processSeconds());
    }

    /** A sampled allocation stands for those before it. */
    void onAllocation(Costs costs, String allocate) {
        System.out.printf(
                "%s: %.0f MB in %s, the program says %.0f%n",
                client, costs.of(allocate) / 1e6, allocate, did.allocatedBytes() / 1e6);
        assertThat((double) costs.of(allocate))
                .as("bytes of %s by %s", allocate, client)
                .isBetween(TOTAL_MIN * did.allocatedBytes(), TOTAL_MAX * did.allocatedBytes());
    }

    void onPartOfAllocation(Costs costs, String allocate) {
        assertThat((double) costs.of(allocate))
                .as("bytes of %s by %s, among %s", allocate, client, costs.byFunction())
                .isGreaterThan(0)
                .isLessThan(TOTAL_MAX * did.allocatedBytes());
        assertThat((double) costs.of(allocate) / costs.total())
                .as("share of %s among what %s saw allocated", allocate, client)
                .isGreaterThan(0.9);
    }
}
