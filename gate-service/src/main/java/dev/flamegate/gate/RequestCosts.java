package dev.flamegate.gate;

import dev.flamegate.profile.NodeVector;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.RequestCost;
import dev.flamegate.reports.RequestCost.PodCost;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.stats.Slowdown;
import dev.flamegate.stats.SlowdownOutcome;
import dev.flamegate.stats.UniformSlowdown;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request costs, for selections whose every pod says how many it served; of a level, what a pod holds, whose "requests" are its
 * profiles: a slowdown of everything alike leaves all shares as they
 * were and shows only here (section S9 of the method). All samples count, also those of functions that became cheaper. A pod that says
 * its requests for some of its windows only does not say them.
 */
final class RequestCosts {
    private final Selection selection;
    private final double unitsPerSample;
    private final Policy policy;
    private final List<Selection.Pod> pods;
    private final double[] samples;
    private final boolean isLevel;
    private final @Nullable SlowdownOutcome outcome;

    RequestCosts(Selection selection, double unitsPerSample, Policy policy) {
        this.selection = selection;
        this.unitsPerSample = unitsPerSample;
        this.policy = policy;
        this.pods = Stream.concat(selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .toList();
        this.isLevel = selection.type().measuresLevel();
        this.samples = pods.stream().mapToDouble(this::samples).toArray();
        this.outcome = comparable() ? test() : null;
    }

    private double samples(Selection.Pod pod) {
        double sum = 0;
        for (StoredProfile window : pod.windows()) {
            NodeVector vector = window.vector();
            for (int i = 0; i < vector.size(); i++) {
                sum += vector.value(i);
            }
        }
        return sum / unitsPerSample;
    }

    /** Requests of all the windows of a pod; empty if one of them does not say. */
    static OptionalDouble requests(Selection.Pod pod) {
        return pod.windows().stream().allMatch(window -> window.requests().isPresent())
                ? OptionalDouble.of(pod.windows().stream()
                        .mapToDouble(window -> window.requests().getAsDouble())
                        .sum())
                : OptionalDouble.empty();
    }

    /** Requests of all pods of a side; null if one of them does not say, or there is none. */
    static @Nullable Double requests(Selection.Cohort cohort) {
        List<OptionalDouble> requests =
                cohort.pods().stream().map(RequestCosts::requests).toList();
        return requests.isEmpty() || requests.contains(OptionalDouble.empty())
                ? null
                : requests.stream().mapToDouble(OptionalDouble::getAsDouble).sum();
    }

    /** What the samples of a pod are divided by; empty if nobody says. */
    private OptionalDouble exposure(Selection.Pod pod) {
        return isLevel
                ? OptionalDouble.of(pod.windows().stream()
                        .mapToInt(StoredProfile::profileCount)
                        .sum())
                : requests(pod);
    }

    private boolean comparable() {
        return !selection.baseline().pods().isEmpty()
                && !selection.candidate().pods().isEmpty()
                && pods.stream().allMatch(pod -> exposure(pod).isPresent())
                && Arrays.stream(samples).allMatch(sum -> sum >= 0);
    }

    private SlowdownOutcome test() {
        int split = selection.baseline().pods().size();
        double[] requests =
                pods.stream().mapToDouble(pod -> exposure(pod).getAsDouble()).toArray();
        int[] groups = TimeGroups.of(selection);
        return UniformSlowdown.withDefaults()
                .with(policy.shares())
                .with(policy.requestCost())
                .test(
                        Arrays.copyOfRange(samples, 0, split),
                        Arrays.copyOfRange(requests, 0, split),
                        Arrays.copyOfRange(groups, 0, split),
                        Arrays.copyOfRange(samples, split, samples.length),
                        Arrays.copyOfRange(requests, split, samples.length),
                        Arrays.copyOfRange(groups, split, samples.length));
    }

    /** The judgement of the rows, and what the cost of a request adds to it. */
    Judge.Judgement judged(Judge.Judgement rows) {
        if (outcome instanceof NotComparable not) {
            return open(rows, new Reason("request-cost-not-comparable", not.reason(), not.needed()));
        }
        if (!(outcome instanceof Slowdown found)) {
            return rows;
        }
        List<Reason> caveats = new ArrayList<>(rows.caveats());
        found.warnings().forEach(warning -> caveats.add(new Reason("statistics", "Cost per request: " + warning, "")));
        Optional<Excused> excuse =
                fails(found) ? new Excuses(policy.rules()).ofRequestCost(Math.expm1(found.growth())) : Optional.empty();
        List<Excused> excused =
                Stream.concat(rows.excused().stream(), excuse.stream()).toList();
        Judge.Judgement judged =
                new Judge.Judgement(rows.verdict(), rows.reasons(), caveats, rows.causes(), rows.moved(), excused);
        if (excuse.filter(Excused::excuses).isPresent()) {
            return judged;
        }
        if (fails(found)) {
            caveats.addAll(rows.reasons());
            return new Judge.Judgement(Verdict.FAIL, List.of(), caveats, rows.causes(), rows.moved(), excused);
        }
        return found.equivalent() ? judged : open(judged, notRuledOut(found));
    }

    private static boolean fails(Slowdown found) {
        return found.significant() && found.material();
    }

    /** Something that stands in the way of a PASS. */
    private static Judge.Judgement open(Judge.Judgement rows, Reason reason) {
        if (rows.verdict() == Verdict.FAIL) {
            return rows;
        }
        List<Reason> reasons = new ArrayList<>(rows.reasons());
        reasons.add(reason);
        return new Judge.Judgement(
                Verdict.INCONCLUSIVE, reasons, rows.caveats(), rows.causes(), rows.moved(), rows.excused());
    }

    private Reason notRuledOut(Slowdown found) {
        String sentence = String.format(
                Locale.ROOT,
                (isLevel
                                ? "A pod of `%s` may hold %.1f %% more than one of `%s`: measured %+.1f %%, and a "
                                : "A request of `%s` may cost %.1f %% more than one of `%s`, all kinds of requests together: measured "
                                        + "%+.1f %%, and a ")
                        + "growth of %s %% had to be ruled out; the smallest that this comparison would have found is %.1f %%",
                selection.candidate().name(),
                percent(found.upperBound()),
                selection.baseline().name(),
                percent(found.growth()),
                MethodLines.trim(100 * found.limits().mustDetect()),
                percent(found.smallestDetectable()));
        int least = Math.min(found.baselineReplicates(), found.candidateReplicates());
        long enough = (long) Math.ceil(least * found.replicateFactor());
        String remedy = enough > least
                ? "About " + enough + " pods a side (now " + least
                        + ") would settle it; the same mix of requests on every pod helps too."
                : "Repeat the comparison: it has the power to decide, and the "
                        + (isLevel ? "level" : "cost of a request") + " came out near the limit.";
        return new Reason(isLevel ? "level-not-ruled-out" : "request-cost-not-ruled-out", sentence, remedy);
    }

    /** A logarithm of a ratio as per cent of the baseline. */
    private static double percent(double log) {
        return 100 * Math.expm1(log);
    }

    /** The caveat of a selection in which somebody does not say; empty if all pods do. */
    Optional<Reason> sharesOnly() {
        if (isLevel) {
            return Optional.empty();
        }
        List<String> silent = new ArrayList<>();
        silent("baseline", selection.baseline()).ifPresent(silent::add);
        silent("candidate", selection.candidate()).ifPresent(silent::add);
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(
                        "shares-only",
                        "Only shares were compared: a slowdown of everything alike does not show in them. Not said was how many requests "
                                + "were served by " + String.join(" and by ", silent) + also(),
                        "Send it with each profile (requests=N with an upload, --requests N, or a file requests.csv), post it to "
                                + "/api/v1/traffic, or name a Prometheus (traffic.prometheus_url)."));
    }

    private String also() {
        List<String> failures = selection.exposure().failures();
        return failures.isEmpty() ? "" : ". " + String.join(" ", failures);
    }

    /** Where the requests come from, in the list of checks. */
    Check check() {
        if (isLevel) {
            return new Check("level", Check.State.OK, "a mean over the profiles of each pod: no requests are needed");
        }
        return sharesOnly().isPresent()
                ? new Check(
                        "requests", Check.State.WARNING, "not known for every pod: only shares were compared" + also())
                : new Check(
                        "requests",
                        Check.State.OK,
                        String.format(
                                Locale.ROOT,
                                "%.0f baseline, %.0f candidate, %s",
                                requests(selection.baseline()),
                                requests(selection.candidate()),
                                selection.exposure().source()));
    }

    private static Optional<String> silent(String side, Selection.Cohort cohort) {
        List<String> names = cohort.pods().stream()
                .filter(pod -> requests(pod).isEmpty())
                .map(Selection.Pod::name)
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.size() == cohort.pods().size()) {
            return Optional.of("any pod of the " + side);
        }
        int shown = Math.min(5, names.size());
        String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        return Optional.of("`" + String.join("`, `", names.subList(0, shown)) + "`" + more + " of the " + side);
    }

    /**
     * For the report; null if it was not tested.
     *
     * @param causes whether functions were found that grew
     */
    @Nullable
    RequestCost report(boolean causes) {
        if (!(outcome instanceof Slowdown found)) {
            return null;
        }
        int split = selection.baseline().pods().size();
        List<PodCost> baseline = costs(0, split);
        List<PodCost> candidate = costs(split, pods.size());
        return new RequestCost(
                mean(baseline),
                mean(candidate),
                Math.expm1(found.growth()),
                Math.expm1(found.intervalLow()),
                Math.expm1(found.intervalHigh()),
                Math.expm1(found.upperBound()),
                found.t(),
                found.degreesOfFreedom(),
                found.p(),
                found.limits().material(),
                found.limits().mustDetect(),
                Math.expm1(found.smallestDetectable()),
                found.significant(),
                found.material(),
                found.equivalent(),
                found.blocks(),
                baseline,
                candidate,
                isLevel
                        ? "All functions together, the mean over the profiles of a pod: more that is kept for each, or more that is "
                                + "kept longer."
                        : "All functions and all kinds of requests together: work that every request does, a slower runtime, or more "
                                + "of the costly kinds of requests.",
                fails(found) ? nextStep(causes) : "",
                isLevel ? "pod" : selection.exposure().unit());
    }

    private String nextStep(boolean causes) {
        if (causes) {
            return "Begin with the findings, which explain a part of it or all.";
        }
        return isLevel
                ? "Look at what the code that holds most keeps since the baseline: sizes of caches and pools, what is never given back."
                : "Look at what all requests share since the baseline: settings of the runtime, logging, a library they all use; and "
                        + "whether the mix of requests changed.";
    }

    private List<PodCost> costs(int from, int to) {
        return IntStream.range(from, to)
                .filter(pod -> UniformSlowdown.usable(policy.shares(), samples[pod], served(pod)))
                .mapToObj(pod ->
                        new PodCost(pods.get(pod).name(), served(pod), samples[pod] * unitsPerSample / served(pod)))
                .toList();
    }

    private double served(int pod) {
        return exposure(pods.get(pod)).orElseThrow();
    }

    private static double mean(List<PodCost> costs) {
        return Math.exp(costs.stream()
                .mapToDouble(pod -> Math.log(pod.cost()))
                .average()
                .orElseThrow());
    }
}
