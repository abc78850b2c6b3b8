package dev.flamegate.bench;

/**
 * How many runs each kind of experiment makes.
 *
 * @param equal of equal versions, per scenario
 * @param scenarios whether all scenarios are run, or a few
 * @param controls of the tests that must fail, per scenario
 * @param oracle of equal versions from which the oracle learns the true variances
 * @param power per target and size
 * @param changes per planted change and scenario
 * @param large of the large program
 */
public record RunCounts(int equal, boolean scenarios, int controls, int oracle, int power, int changes, int large) {

    private static final int FULL = 1000;

    public RunCounts {
        if (equal < 1 || controls < 1 || oracle < 2 || power < 1 || changes < 1 || large < 1) {
            throw new IllegalArgumentException("every experiment needs runs");
        }
    }

    public static RunCounts full() {
        return new RunCounts(FULL, true, 200, 400, 80, 200, 20);
    }

    /** A few minutes. */
    public static RunCounts quick() {
        return new RunCounts(200, false, 30, 100, 10, 20, 3);
    }

    /** The same in proportion to so many runs of equal versions. */
    public RunCounts withEqual(int runs) {
        double factor = runs / (double) equal;
        return new RunCounts(
                runs,
                scenarios,
                scaled(controls, factor),
                Math.max(2, scaled(oracle, Math.min(1, factor))),
                scaled(power, factor),
                scaled(changes, factor),
                scaled(large, factor));
    }

    private static int scaled(int count, double factor) {
        return (int) Math.max(1, Math.round(count * factor));
    }
}
