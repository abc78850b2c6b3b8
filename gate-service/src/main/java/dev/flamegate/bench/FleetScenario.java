package dev.flamegate.bench;

import java.util.List;

/**
 * How many pods there are, and how they differ from each other when nothing has changed. The names A1 to A14 are those of the
 * measurements that chose the method.
 *
 * @param id short name
 * @param windows one-minute windows a pod, about 3,000 samples each
 * @param phi variance of one window's share of a 1 % function over that of counting alone; 1 for counting alone
 * @param split how the excess variance is split between its causes
 * @param concurrent whether both sides see the same changes of traffic over time
 * @param heavyTails t with 3 degrees of freedom instead of normal effects
 * @param mixShift standard deviation of one entry point's log weight in three of ten pods; 0 for none
 * @param outlierFactor how much hotter 2 % of the functions are in 8 % of the pods; 1 for none
 */
record FleetScenario(
        String id,
        int baselinePods,
        int candidatePods,
        int windows,
        double phi,
        Split split,
        boolean concurrent,
        boolean heavyTails,
        double mixShift,
        double outlierFactor) {

    /** Parts of the excess variance; each row adds up to 1. */
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

    /** Standard noise. */
    static FleetScenario of(String id, int baselinePods, int candidatePods, int windows, double phi) {
        return new FleetScenario(id, baselinePods, candidatePods, windows, phi, Split.STANDARD, true, false, 0, 1);
    }

    private FleetScenario with(Split other) {
        return new FleetScenario(
                id, baselinePods, candidatePods, windows, phi, other, concurrent, heavyTails, mixShift, outlierFactor);
    }

    /** A1 to A14. */
    static List<FleetScenario> all() {
        return List.of(
                of("A1", 10, 10, 4, 1),
                of("A2", 10, 10, 4, 3),
                of("A3", 10, 10, 4, 10),
                of("A4", 5, 5, 8, 3),
                of("A5", 3, 3, 10, 3),
                of("A6", 20, 20, 10, 3),
                of("A7", 6, 6, 10, 5).with(Split.PODS_DOMINATE),
                new FleetScenario("A8", 10, 10, 4, 3, Split.STANDARD, true, false, 0.7, 1),
                of("A9", 20, 4, 4, 3),
                new FleetScenario("A10", 10, 10, 4, 3, Split.STANDARD, false, false, 0, 1),
                new FleetScenario("A11", 10, 10, 4, 3, Split.STANDARD, true, false, 0, 5),
                new FleetScenario("A12", 10, 10, 4, 3, Split.STANDARD, true, true, 0, 1),
                of("A13", 20, 20, 1, 3).with(Split.WINDOWS_ONLY),
                of("A14", 20, 20, 20, 10).with(Split.PODS_DOMINATE));
    }

    /** One of {@link #all}. */
    static FleetScenario named(String id) {
        return all().stream()
                .filter(scenario -> scenario.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + id));
    }

    /** Pods by windows: {@code 10 x 4}, {@code 20 v 4 x 4}. */
    String size() {
        return baselinePods + (baselinePods == candidatePods ? "" : " v " + candidatePods) + " x " + windows;
    }

    /** For people: {@code A7, 6 x 10, phi 5, pods dominate}. */
    String text() {
        String noise = switch (split) {
            case STANDARD -> "";
            case PODS_DOMINATE -> ", pods dominate";
            case WINDOWS_ONLY -> ", no pod effects";
        };
        return id + ", " + size() + ", phi "
                + (phi == Math.rint(phi) ? Long.toString((long) phi) : Double.toString(phi))
                + noise
                + (mixShift > 0 ? ", odd mix on 30 % of pods" : "")
                + (outlierFactor > 1 ? ", 8 % outlier pods" : "")
                + (heavyTails ? ", t3 tails" : "")
                + (concurrent ? "" : ", not concurrent");
    }
}
