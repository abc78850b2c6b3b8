package dev.flamegate.gate;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.ValueType;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a selection to its report, the same way for the service and for files: concurrent windows, one tree, counts per pod, tests,
 * judgement, report. Pure: it reads no clock, no file, no environment.
 */
public final class Evaluation {
    private final Policy policy;

    public Evaluation(Policy policy) {
        this.policy = policy;
    }

    /**
     * What came out.
     *
     * @param spread what later runs may borrow; empty if nothing could be compared, or the profiles say no time
     */
    public record Answer(GateReport report, Optional<PastRun> spread) {}

    /** One look at all there is, without a past. */
    public GateReport evaluate(Selection selection, String id, Provenance provenance) {
        return answer(selection, Look.ONLY, List.of(), id, provenance).report();
    }

    /**
     * @param past earlier runs of the service with this profile type, as {@link Answer#spread} gave them, in any order
     * @param id the report's id
     * @param provenance where and when this is evaluated
     */
    public Answer answer(Selection selection, Look look, List<PastRun> past, String id, Provenance provenance) {
        Concurrency.State time = Concurrency.of(selection);
        Selection common = time == Concurrency.State.CONCURRENT ? Concurrency.common(selection) : selection;
        Likeness alike = Likeness.of(common, policy);
        Selection used = alike.kept();
        List<Selection.Pod> pods = Stream.concat(used.baseline().pods().stream(), used.candidate().pods().stream())
                .toList();
        double unitsPerSample = unitsPerSample(used.type(), pods);
        RequestCosts costs = new RequestCosts(used, unitsPerSample, policy.at(look));
        ReportAssembly report = new ReportAssembly(id, provenance, policy, look, used, unitsPerSample, costs);
        List<Check> checks = checks(used, time);
        checks.addAll(alike.checks());
        Reason missing = missing(used);
        if (missing == null) {
            checks.add(costs.check());
        } else {
            return new Answer(report.notComparable(missing, checks), Optional.empty());
        }
        MergedTree merged = MergedTree.of(used, unitsPerSample);
        if (merged.hasNegativeValue()) {
            return new Answer(report.notComparable(negative(), checks), Optional.empty());
        }
        if (!alike.reasons().isEmpty()) {
            return new Answer(report.notComparable(alike.reasons(), checks, merged), Optional.empty());
        }
        if (time == Concurrency.State.SEQUENTIAL) {
            Reason advisory = new Periods(used, unitsPerSample, policy).advice();
            return new Answer(report.notComparable(sequential(), List.of(advisory), checks, merged), Optional.empty());
        }
        Optional<TimeRange> span =
                time == Concurrency.State.CONCURRENT ? Optional.of(Concurrency.span(used)) : Optional.empty();
        History history =
                span.map(range -> History.of(past, range.startNanos(), merged)).orElse(History.none());
        Comparison all = Comparison.of(merged, policy.at(look), history);
        GateReport answer = compare(report, all, costs, checks);
        return new Answer(answer, span.flatMap(range -> spread(id, range, all)));
    }

    private static Optional<PastRun> spread(String id, TimeRange range, Comparison all) {
        List<PastRun.RowSpread> rows = all.spreads();
        double samplesPerPod = History.samplesPerPod(all.merged());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new PastRun(id, range.startNanos(), range.endNanos(), samplesPerPod, rows));
    }

    private GateReport compare(ReportAssembly report, Comparison all, RequestCosts costs, List<Check> checks) {
        if (all.outcome() instanceof NotComparable not) {
            return report.notComparable(
                    new Reason("not-comparable", not.reason(), not.needed()), List.of(), checks, all.merged());
        }
        Improvements improvements = Improvements.in(all);
        Judge.Judgement judgement = costs.judged(new Judge(all, improvements.rest()).judge());
        return report.compared(all, improvements, judgement, checks);
    }

    private static @Nullable Reason missing(Selection used) {
        List<Selection.Cohort> empty = Stream.of(used.baseline(), used.candidate())
                .filter(cohort -> cohort.pods().isEmpty())
                .toList();
        if (empty.isEmpty()) {
            return null;
        }
        Selection.Cohort first = empty.get(0);
        String side = first == used.baseline() ? "baseline" : "candidate";
        return new Reason(
                "no-" + side + "-data",
                "There is no " + used.type() + " profile of the " + side + " `" + first.name() + "` ("
                        + first.selector()
                        + ") of service `" + used.service() + "`"
                        + (used.notes().isEmpty() ? "" : ": " + String.join(" ", used.notes())),
                "Send profiles with these labels, or correct the name: nothing that is missing passes.");
    }

    private static Reason sequential() {
        return new Reason(
                "not-concurrent",
                "Baseline and candidate did not run at the same time: time of day, load and neighbours differ between them, and would "
                        + "be taken for a change of the code",
                "Run both versions side by side, or alternate the runs of a benchmark job, at least 5 a side.");
    }

    private static Reason negative() {
        return new Reason(
                "negative-values",
                "The profiles have negative values: they are differences of profiles, and a difference has no shares",
                "Send the profiles themselves.");
    }

    private List<Check> checks(Selection used, Concurrency.State time) {
        List<Check> checks = new ArrayList<>(used.checks());
        int left = used.baseline().pods().size();
        int right = used.candidate().pods().size();
        boolean enough = Math.min(left, right) >= policy.shares().replicatesMin();
        checks.add(new Check(
                "pods", enough ? Check.State.OK : Check.State.FAILED, left + " baseline, " + right + " candidate"));
        checks.add(
                switch (time) {
                    case CONCURRENT -> new Check("time", Check.State.OK, "both sides ran at the same time");
                    case SEQUENTIAL ->
                        new Check("time", Check.State.FAILED, "the two sides did not run at the same time");
                    case UNKNOWN ->
                        new Check("time", Check.State.WARNING, "unknown: not all profiles say when they were taken");
                });
        return checks;
    }

    /** What one sample adds to a value: the period, where it is in the unit of the value. */
    private static double unitsPerSample(ProfileType type, List<Selection.Pod> pods) {
        ValueType sample = type.sampleType();
        long period = pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToLong(StoredProfile::period)
                .max()
                .orElse(0);
        boolean sameUnit = sample.unit().equals(type.periodType().unit());
        return sameUnit && period > 0 ? period : 1;
    }
}
