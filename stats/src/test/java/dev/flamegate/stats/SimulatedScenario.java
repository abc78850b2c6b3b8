package dev.flamegate.stats;

import java.util.List;

/**
 * How replicates of a version differ from each other when nothing has changed.
 *
 * @param name as in the measurements that chose the method
 * @param baselinePods pods of the baseline
 * @param candidatePods pods of the candidate
 * @param windows one-minute windows per pod, about 3,000 samples each
 * @param phi variance of one window of a 1 % function over that of counting alone
 * @param split how the excess variance is split between its causes
 * @param concurrent whether both sides see the same changes of traffic over time
 * @param heavyTails t with 3 degrees of freedom instead of normal effects
 * @param mixShift standard deviation of an entry point's log weight in three of ten pods, 0 for none
 * @param outlierFactor how much hotter 2 % of the functions are in 8 % of the pods, 1 for none
 */
record SimulatedScenario(
        String name,
        int baselinePods,
        int candidatePods,
        int windows,
        double phi,
        Split split,
        boolean concurrent,
        boolean heavyTails,
        double mixShift,
        double outlierFactor) {

    /** Parts of the excess variance; each column adds up to 1. */
    enum Split {
        STANDARD(0.2, 0.2, 0.15, 0.15, 0.3),
        PODS_DOMINATE(0.4, 0.4, 0.05, 0.05, 0.1),
        WINDOWS_ONLY(0, 0, 0, 0.3, 0.7);

        final double podMix;
        final double podFunction;
        final double timeMix;
        final double windowMix;
        final double windowFunction;

        Split(double podMix, double podFunction, double timeMix, double windowMix, double windowFunction) {
            this.podMix = podMix;
            this.podFunction = podFunction;
            this.timeMix = timeMix;
            this.windowMix = windowMix;
            this.windowFunction = windowFunction;
        }
    }

    static SimulatedScenario of(String name, int baselinePods, int candidatePods, int windows, double phi) {
        return new SimulatedScenario(
                name, baselinePods, candidatePods, windows, phi, Split.STANDARD, true, false, 0, 1);
    }

    SimulatedScenario with(Split other) {
        return new SimulatedScenario(
                name,
                baselinePods,
                candidatePods,
                windows,
                phi,
                other,
                concurrent,
                heavyTails,
                mixShift,
                outlierFactor);
    }

    /** The scenarios of the calibration; all but A10 are concurrent. */
    static List<SimulatedScenario> all() {
        return List.of(
                of("A1 phi 1, 10 x 4", 10, 10, 4, 1),
                of("A2 phi 3, 10 x 4", 10, 10, 4, 3),
                of("A3 phi 10, 10 x 4", 10, 10, 4, 10),
                of("A4 phi 3, 5 x 8", 5, 5, 8, 3),
                of("A5 phi 3, 3 x 10", 3, 3, 10, 3),
                of("A6 phi 3, 20 x 10", 20, 20, 10, 3),
                of("A7 phi 5, pods dominate, 6 x 10", 6, 6, 10, 5).with(Split.PODS_DOMINATE),
                new SimulatedScenario("A8 mix shift", 10, 10, 4, 3, Split.STANDARD, true, false, 0.7, 1),
                of("A9 phi 3, 20 v 4 x 4", 20, 4, 4, 3),
                new SimulatedScenario("A10 not concurrent", 10, 10, 4, 3, Split.STANDARD, false, false, 0, 1),
                new SimulatedScenario("A11 outlier pods", 10, 10, 4, 3, Split.STANDARD, true, false, 0, 5),
                new SimulatedScenario("A12 t3 tails", 10, 10, 4, 3, Split.STANDARD, true, true, 0, 1),
                of("A13 windows only, 20 x 1", 20, 20, 1, 3).with(Split.WINDOWS_ONLY),
                of("A14 phi 10, pods dominate, 20 x 20", 20, 20, 20, 10).with(Split.PODS_DOMINATE));
    }

    static SimulatedScenario named(String prefix) {
        return all().stream()
                .filter(scenario -> scenario.name.startsWith(prefix + " "))
                .findFirst()
                .orElseThrow();
    }
}
