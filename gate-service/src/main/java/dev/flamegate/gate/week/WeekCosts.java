package dev.flamegate.gate.week;

import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Cost;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.gate.week.WeekTables.Pod;
import dev.flamegate.stats.Anchored;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.VersionCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a request costs in each of the judged versions, as far as two of a version's pods say their requests. */
final class WeekCosts {
    private static final double NORMAL_95 = 1.959963984540054;

    private final GrowthLimits limits = GrowthLimits.withDefaults();
    private final int[] place;
    private final @Nullable VersionCosts costs;
    private final List<String> names = new ArrayList<>();
    private final double unitsPerSample;
    private final OptionalDouble currentCores;
    private final double alpha;

    WeekCosts(JudgedVersions judged, double unitsPerSample, OptionalDouble currentCores, double alpha) {
        this.unitsPerSample = unitsPerSample;
        this.currentCores = currentCores;
        this.alpha = alpha;
        this.place = new int[judged.size()];
        Arrays.fill(place, -1);
        List<double[]> samples = new ArrayList<>();
        List<double[]> requests = new ArrayList<>();
        for (int version = 0; version < place.length; version++) {
            List<Pod> counted = judged.pods(version).stream()
                    .filter(pod -> pod.requests().orElse(0) > 0)
                    .toList();
            if (counted.size() >= JudgedVersions.PODS_MIN) {
                place[version] = samples.size();
                names.add(judged.version(version).name());
                samples.add(counted.stream().mapToDouble(Pod::samples).toArray());
                requests.add(counted.stream()
                        .mapToDouble(pod -> pod.requests().orElseThrow())
                        .toArray());
            }
        }
        this.costs = samples.isEmpty()
                ? null
                : VersionCosts.of(samples.toArray(double[][]::new), requests.toArray(double[][]::new));
    }

    boolean isKnown() {
        return costs != null;
    }

    /**
     * @param anchors judged versions that it is compared with
     * @param comparisons how many such there are in the week
     */
    Cost of(int version, List<Integer> anchors, int comparisons, OptionalDouble coresPerPod) {
        if (costs == null || place[version] < 0) {
            return new Cost(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), coresPerPod, null);
        }
        double mean = costs.mean(place[version]) * unitsPerSample;
        double factor = costs.intervalFactor(place[version]);
        return new Cost(
                OptionalDouble.of(mean),
                OptionalDouble.of(mean / factor),
                OptionalDouble.of(mean * factor),
                coresPerPod,
                change(version, anchors, comparisons));
    }

    /** Null if it is not known for the version or any anchor. */
    @Nullable
    Change change(int version, List<Integer> anchors, int comparisons) {
        int[] known = anchors.stream()
                .mapToInt(anchor -> place[anchor])
                .filter(at -> at >= 0)
                .toArray();
        if (costs == null || place[version] < 0 || known.length == 0) {
            return null;
        }
        Anchored.Departure found = costs.against(known, place[version], alpha, comparisons);
        double reach = NORMAL_95 * found.standardError();
        return new Change(
                Math.exp(found.anchor()) * unitsPerSample,
                Math.expm1(found.size()),
                Math.expm1(found.size() - reach),
                Math.expm1(found.size() + reach),
                found.adjustedP(),
                found.significant(),
                cores(found.size()));
    }

    List<Step> steps() {
        return costs == null
                ? List.of()
                : costs.steps(alpha).stream()
                        .map(step -> new Step(
                                "",
                                names.get(step.firstVersion()),
                                Math.expm1(step.size()),
                                step.z(),
                                step.adjustedP(),
                                Math.expm1(Math.abs(step.size())) >= limits.material(),
                                cores(step.size())))
                        .toList();
    }

    /** What the pods would need less if the cost were that of before. */
    private OptionalDouble cores(double logOfRatio) {
        return currentCores.isPresent()
                ? OptionalDouble.of(-currentCores.getAsDouble() * Math.expm1(-logOfRatio))
                : OptionalDouble.empty();
    }
}
