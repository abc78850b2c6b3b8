package dev.flamegate.gate;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.ValueType;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Setting;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a selection to its report, the same way for the service and for files: concurrent windows, one tree, counts per pod, tests,
 * judgement, report. Pure: it reads no clock, no file, no environment.
 */
public final class Evaluation {
    private final Policy policy;
    private final List<Setting> family;
    private final Optional<Selection> fresh;

    public Evaluation(Policy policy) {
        this(policy, List.of(), Optional.empty());
    }

    /**
     * @param family lines of the method that say what else is tested in the same gate
     * @param fresh later profiles, on which the causes of a FAIL are tested once more; empty if they need not be
     */
    Evaluation(Policy policy, List<Setting> family, Optional<Selection> fresh) {
        this.policy = policy;
        this.family = family;
        this.fresh = fresh;
    }

    /**
     * What came out.
     *
     * @param spread what later runs may borrow; empty if nothing could be compared, or the profiles say no time
     */
    public record Answer(GateReport report, Optional<PastRun> spread) {}

    /**
     * A selection before anything is tested.
     *
     * @param alike with the windows that can be compared
     * @param merged null if a side has nothing
     */
    record Prepared(
            Concurrency.State time,
            Likeness alike,
            double unitsPerSample,
            @Nullable MergedTree merged) {
        Selection used() {
            return alike.kept();
        }

        boolean isComparable() {
            return merged != null
                    && !merged.hasNegativeValue()
                    && alike.reasons().isEmpty()
                    && time != Concurrency.State.SEQUENTIAL;
        }
    }

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
        return answer(prepare(selection), look, past, id, provenance);
    }

    Prepared prepare(Selection selection) {
        Concurrency.State time = Concurrency.of(selection);
        Selection common = time == Concurrency.State.CONCURRENT ? Concurrency.common(selection) : selection;
        Likeness alike = Likeness.of(common, policy);
        Selection used = alike.kept();
        List<Selection.Pod> pods = Stream.concat(used.baseline().pods().stream(), used.candidate().pods().stream())
                .toList();
        double unitsPerSample = unitsPerSample(used.type(), pods);
        return new Prepared(
                time, alike, unitsPerSample, missing(used) == null ? MergedTree.of(used, unitsPerSample) : null);
    }

    /** How many hypotheses about rows there are; none if nothing is compared. */
    int rowCount(Prepared prepared, Look look) {
        MergedTree merged = prepared.merged;
        return merged == null || !prepared.isComparable()
                ? 0
                : Comparison.of(merged, policy.at(look), History.none()).rows().size();
    }

    Answer answer(Prepared prepared, Look look, List<PastRun> past, String id, Provenance provenance) {
        Selection used = prepared.used();
        Concurrency.State time = prepared.time;
        double unitsPerSample = prepared.unitsPerSample;
        RequestCosts costs = new RequestCosts(used, unitsPerSample, policy.at(look));
        ReportAssembly report = new ReportAssembly(id, provenance, policy, look, used, unitsPerSample, costs, family);
        List<Check> checks = checks(used, time);
        checks.addAll(prepared.alike.checks());
        Reason missing = missing(used);
        MergedTree merged = prepared.merged;
        if (missing != null || merged == null) {
            return new Answer(report.notComparable(Objects.requireNonNull(missing), checks), Optional.empty());
        }
        checks.add(costs.check());
        if (merged.hasNegativeValue()) {
            return new Answer(report.notComparable(negative(), checks), Optional.empty());
        }
        if (!prepared.alike.reasons().isEmpty()) {
            return new Answer(report.notComparable(prepared.alike.reasons(), checks, merged), Optional.empty());
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
        Judge.Judgement rows = new Judge(all, improvements.rest()).judge();
        Confirmation.Confirmed confirmed = fresh.map(
                        later -> new Confirmation(improvements.rest(), policy, later).of(rows))
                .orElseGet(() -> new Confirmation.Confirmed(rows, Optional.empty()));
        confirmed.check().ifPresent(checks::add);
        return report.compared(all, improvements, costs.judged(confirmed.judgement()), checks);
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

    /** How much there is, before any window is left out. */
    static Looks.Held held(Selection selection) {
        List<Selection.Pod> pods = Stream.concat(
                        selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .toList();
        double unitsPerSample = unitsPerSample(selection.type(), pods);
        return new Looks.Held(held(selection.baseline(), unitsPerSample), held(selection.candidate(), unitsPerSample));
    }

    private static Looks.Held.Side held(Selection.Cohort side, double unitsPerSample) {
        double sum = side.pods().stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToDouble(window -> window.vector().total())
                .sum();
        return new Looks.Held.Side(side.pods().size(), sum / unitsPerSample);
    }

    /** What one sample adds to a value: the period, where it is in the unit of the value. */
    static double unitsPerSample(ProfileType type, List<Selection.Pod> pods) {
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
