package dev.flamegate.reports;

import java.util.Arrays;
import java.util.List;

/** The page's table of all rows, and what is drawn from single rows: sensitivity and improvements. */
final class RowParts {
    private static final int SHORT_CHARS_MAX = 80;

    private RowParts() {}

    static Fill of(GateReport report) {
        List<String> moved = Sections.moved(report);
        List<Fill> states = report.rows().stream()
                .map(row -> Sections.word(row.change()))
                .distinct()
                .map(state -> new Fill().value("state", state))
                .toList();
        return new Fill()
                .each("states", states)
                .each("rows", report.rows().stream().map(RowParts::row).toList())
                .each("sensitivity", report.sensitivity().isEmpty() ? List.of() : List.of(sensitivity(report)))
                .each("improvements", report.improvements().isEmpty() ? List.of() : List.of(improvements(report)))
                .each("movedSection", moved.isEmpty() ? List.of() : List.of(moved(moved)));
    }

    private static Fill row(Row row) {
        Evidence evidence = row.evidence();
        return compared(row)
                .markup("plot", DotPlot.svg(row))
                .value("evidence", evidence(row))
                .value("beforeValue", "" + evidence.baselineShare())
                .value("afterValue", "" + evidence.candidateShare())
                .value("pointsValue", "" + row.change().points())
                .value("pValue", "" + row.adjustedP().orElse(1))
                .each("counterpart", counterpart(row.change()));
    }

    private static List<Fill> counterpart(Change change) {
        if (!(change instanceof Change.Moved moved)) {
            return List.of();
        }
        return List.of(new Fill()
                .value("counterpartFull", moved.counterpart())
                .value("counterpartShort", Plain.middle(ShortName.of(moved.counterpart()), SHORT_CHARS_MAX)));
    }

    private static Fill named(Row row) {
        return new Fill()
                .value("full", row.function())
                .value("short", Plain.middle(ShortName.of(row.function()), SHORT_CHARS_MAX))
                .value("measure", row.measure().word())
                .value("before", Words.percent(row.evidence().baselineShare()));
    }

    static String evidence(Row row) {
        Evidence evidence = row.evidence();
        return "t = " + Words.number(evidence.t(), 2) + " with " + Words.number(evidence.degreesOfFreedom(), 1)
                + " degrees of freedom, " + probabilities(row) + ", "
                + Words.counted(evidence.baselinePods().size(), "pod") + " before and "
                + Words.count(evidence.candidatePods().size()) + " after, matters from "
                + Words.points(evidence.materialSize()) + ", smallest detectable change "
                + Words.points(evidence.smallestDetectable());
    }

    private static String probabilities(Row row) {
        Evidence evidence = row.evidence();
        Evidence.Decrease decrease = evidence.decrease();
        if (!row.becameLess()) {
            return "p " + equals(evidence.p()) + ", adjusted p " + equals(evidence.adjustedP());
        }
        return decrease == null
                ? "p for growth " + equals(evidence.p())
                : "p for a decrease " + equals(decrease.p()) + ", adjusted p " + equals(decrease.adjustedP());
    }

    private static String equals(double p) {
        String words = Words.probability(p);
        return words.startsWith("<") ? words : "= " + words;
    }

    private static Fill sensitivity(GateReport report) {
        List<Row> rows = report.sensitivity().stream().map(report.rows()::get).toList();
        double most = rows.stream()
                .map(Row::evidence)
                .flatMap(evidence -> Arrays.asList(evidence.smallestDetectable(), evidence.mustDetectSize()).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        double scale = most == 0 ? 1 : most;
        return new Fill()
                .each(
                        "bars",
                        rows.stream()
                                .map(row -> named(row)
                                        .value(
                                                "smallest",
                                                Words.points(row.evidence().smallestDetectable()))
                                        .markup("bar", SensitivityBar.svg(row.evidence(), scale))
                                        .value(
                                                "must",
                                                Words.points(row.evidence().mustDetectSize()))
                                        .value("ruledOut", row.equivalent() ? "✓ yes" : "no"))
                                .toList());
    }

    /** The columns that rows have wherever they stand. */
    private static Fill compared(Row row) {
        Evidence evidence = row.evidence();
        String state = Sections.word(row.change());
        return named(row)
                .value("after", Words.percent(evidence.candidateShare()))
                .value("points", Words.signed(row.change().points()))
                .value("interval", Words.interval(evidence))
                .value("p", Words.probability(row.adjustedP()))
                .value("state", state)
                .value("mark", state.replace(' ', '-'));
    }

    private static Fill improvements(GateReport report) {
        return new Fill()
                .each(
                        "improvement",
                        report.improvements().stream()
                                .map(report.rows()::get)
                                .map(RowParts::compared)
                                .toList());
    }

    private static Fill moved(List<String> sentences) {
        return new Fill()
                .each(
                        "movedOnes",
                        sentences.stream()
                                .map(sentence -> new Fill().prose("movedOne", sentence))
                                .toList());
    }
}
