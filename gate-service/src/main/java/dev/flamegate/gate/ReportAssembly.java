package dev.flamegate.gate;

import dev.flamegate.gate.policy.SourceTree;
import dev.flamegate.profile.Function;
import dev.flamegate.reports.Acknowledged;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Change;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Place;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.RequestCost;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Setting;
import dev.flamegate.reports.Subject;
import dev.flamegate.reports.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was found into the report, and decides nothing. */
final class ReportAssembly {
    private static final int SENSITIVITY_ROWS = 12;

    private final String id;
    private final Provenance provenance;
    private final Policy policy;
    private final Look look;
    private final Selection selection;
    private final double unitsPerSample;
    private final RequestCosts costs;
    private final List<Setting> family;

    /**
     * @param policy as it was planned, whatever the look may spend of it
     * @param costs as the look judges them
     */
    ReportAssembly(
            String id,
            Provenance provenance,
            Policy policy,
            Look look,
            Selection selection,
            double unitsPerSample,
            RequestCosts costs,
            List<Setting> family) {
        this.family = family;
        this.id = id;
        this.provenance = provenance;
        this.policy = policy;
        this.look = look;
        this.selection = selection;
        this.unitsPerSample = unitsPerSample;
        this.costs = costs;
    }

    /** What one sample is of the baseline's and of the candidate's values; of a level, of its mean over all profiles. */
    private double[] units() {
        double profilesBefore = Math.max(1, selection.baseline().profileCount());
        double profilesAfter = Math.max(1, selection.candidate().profileCount());
        return selection.type().measuresLevel()
                ? new double[] {unitsPerSample / profilesBefore, unitsPerSample / profilesAfter}
                : new double[] {unitsPerSample, unitsPerSample};
    }

    /** There is something on both sides: the picture shows it, all in grey. */
    GateReport notComparable(Reason reason, List<Reason> caveats, List<Check> checks, MergedTree merged) {
        return notComparable(List.of(reason), caveats, checks, merged);
    }

    private GateReport notComparable(
            List<Reason> reasons, List<Reason> caveats, List<Check> checks, MergedTree merged) {
        DiffTree tree = new MarkedTree(merged, units(), List.of(), List.of()).tree();
        return report(
                Verdict.INCONCLUSIVE,
                reasons,
                caveats,
                checks,
                List.of(),
                null,
                List.of(),
                List.of(),
                MethodLines.of(policy, look),
                tree,
                new PolicyAnswer(policy).of(Verdict.INCONCLUSIVE, reasons));
    }

    /** There is something on both sides that must not be compared, for one reason or several. */
    GateReport notComparable(List<Reason> reasons, List<Check> checks, MergedTree merged) {
        return notComparable(reasons, List.of(), checks, merged);
    }

    /** There is nothing to show. */
    GateReport notComparable(Reason reason, List<Check> checks) {
        double[] nothing = {0};
        DiffTree empty =
                new DiffTree(List.of("all"), new int[] {-1}, new int[1], nothing, nothing, new int[1], new int[] {-1});
        return report(
                Verdict.INCONCLUSIVE,
                List.of(reason),
                List.of(),
                checks,
                List.of(),
                null,
                List.of(),
                List.of(),
                MethodLines.of(policy, look),
                empty,
                new PolicyAnswer(policy).of(Verdict.INCONCLUSIVE, List.of(reason)));
    }

    GateReport compared(Comparison all, Improvements improvements, Judge.Judgement judgement, List<Check> checks) {
        ReportRows rows = new ReportRows(improvements, judgement.moved());
        List<Finding> findings = judgement.causes().stream()
                .map(cause -> finding(all.merged(), rows, cause, judgement.excused()))
                .toList();
        DiffTree tree = new MarkedTree(all.merged(), units(), rows.rows(), rows.tested()).tree();
        List<Reason> caveats = new ArrayList<>(judgement.caveats());
        leftOut(all, improvements).ifPresent(caveats::add);
        improvements
                .rest()
                .compared()
                .warnings()
                .forEach(warning -> caveats.add(new Reason("statistics", warning, "")));
        if (!judgement.causes().isEmpty()) {
            caveats.add(zeroSum());
        }
        if (!all.entries().names().isEmpty()) {
            caveats.add(equalMix(all.entries().names()));
        }
        return report(
                judgement.verdict(),
                judgement.reasons(),
                caveats,
                checks,
                findings,
                costs.report(!findings.isEmpty()),
                rows.improvements(),
                rows.rows(),
                MethodLines.of(policy, look, all),
                tree,
                new PolicyAnswer(policy)
                        .of(
                                judgement.verdict(),
                                judgement.reasons(),
                                judgement.excused(),
                                cause -> rows.position(cause.row()),
                                Optional.empty()));
    }

    private static Optional<Reason> leftOut(Comparison all, Improvements improvements) {
        if (improvements.rest() == all) {
            return Optional.empty();
        }
        List<String> names = improvements.shrunk().keySet().stream()
                .filter(row -> row.measure() == Measure.SELF)
                .map(row -> "`" + all.merged().name(row.function()) + "`")
                .toList();
        return Optional.of(new Reason(
                "improved-left-out",
                String.join(", ", names) + (names.size() == 1 ? " uses" : " use")
                        + " less than before; its samples were left out of both sides, or all else would seem to grow, and shares are those of "
                        + "the rest in units of the baseline",
                ""));
    }

    private Finding finding(MergedTree merged, ReportRows rows, Blame.Cause cause, List<Excused> excused) {
        int number = rows.position(cause.row());
        List<Integer> callers = cause.callers().stream().map(rows::position).toList();
        Row row = rows.rows().get(number);
        Place place =
                place(row.function(), merged.source(rows.tested().get(number).function()));
        String spent = excused.stream()
                .filter(one -> one.cause().filter(cause::equals).isPresent())
                .map(one -> one.state() == Acknowledged.State.EXPIRED
                        ? " Its acknowledgement has expired."
                        : " Its acknowledgement is exceeded.")
                .findFirst()
                .orElse("");
        return new Finding(
                number,
                callers,
                place,
                explanation(row) + spent,
                nextStep(row, place),
                policy.rules().owners(row.function()));
    }

    private @Nullable Place place(String function, @Nullable Function source) {
        SourceTree repository = policy.rules().document().source();
        int line = source == null ? 0 : source.startLine();
        String file = source == null || source.file().isEmpty()
                ? repository.file(function).orElse("")
                : source.file();
        if (file.isBlank()) {
            return null;
        }
        String version = selection.candidate().name();
        return repository
                .path(function, file)
                .map(path -> new Place(
                        file,
                        line,
                        path,
                        repository.address(path, line, version).orElse(null)))
                .orElseGet(() -> new Place(file, line));
    }

    private static String explanation(Row row) {
        if (row.change() instanceof Change.Appeared) {
            return "The baseline never runs it: it is new, or was called differently before.";
        }
        return row.measure() == Measure.SELF
                ? "The growth is in the function's own code, not in what it calls."
                : "The growth is in what the function calls, and none of its callees explains most of it alone.";
    }

    private static String nextStep(Row row, @Nullable Place place) {
        String file = place == null ? "" : Objects.requireNonNullElse(place.path(), place.file());
        String where = place == null ? "" : " (" + file + (place.line() > 0 ? ":" + place.line() : "") + ")";
        return row.change() instanceof Change.Appeared
                ? "Find who calls it since the baseline" + where + "."
                : "Look at what changed in it, or in how often it is called, since the baseline" + where + ".";
    }

    private GateReport report(
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> caveats,
            List<Check> checks,
            List<Finding> findings,
            @Nullable RequestCost cost,
            List<Integer> improvements,
            List<Row> rows,
            List<Setting> method,
            DiffTree tree,
            AppliedPolicy applied) {
        Subject subject = SubjectLine.of(selection, look, tree, units());
        List<Reason> all = new ArrayList<>(costs.sharesOnly().stream().toList());
        all.addAll(caveats);
        selection.notes().forEach(note -> all.add(new Reason("left-out", note, "")));
        if (policy.record().compared() > 0) {
            all.add(policy.record().caveat());
        }
        List<Integer> sensitivity = IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).measure() == Measure.SELF)
                .limit(SENSITIVITY_ROWS)
                .boxed()
                .toList();
        return new GateReport(
                GateReport.SCHEMA,
                id,
                verdict,
                reasons,
                all,
                subject,
                checks,
                findings,
                cost,
                improvements,
                sensitivity,
                rows,
                Stream.concat(method.stream(), family.stream()).toList(),
                provenance,
                tree,
                applied);
    }

    private static Reason equalMix(List<String> entries) {
        return new Reason(
                "equal-mix",
                "Points and intervals below the " + entries.size()
                        + " entry points are estimated at one mix of requests, and may differ a little from the difference of the two "
                        + "shares, which are as measured",
                "");
    }

    private static Reason zeroSum() {
        return new Reason(
                "zero-sum",
                "Shares add up to 100 %, so what grew makes the share of everything else smaller: such a decrease counts as a change "
                        + "only if it is still there when the findings' samples are taken out",
                "");
    }
}
