package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The page's findings, each with its evidence. */
final class FindingParts {
    private FindingParts() {}

    static Fill of(GateReport report) {
        int[] widest = widestFrames(report);
        List<Fill> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            findings.add(finding(report, finding, widest[finding.row()]).value("number", "" + (findings.size() + 1)));
        }
        return new Fill()
                .each("findings", findings.isEmpty() ? List.of() : List.of(new Fill().each("finding", findings)));
    }

    private static Fill finding(GateReport report, Finding finding, int frame) {
        Row row = report.rows().get(finding.row());
        Place place = finding.place();
        String address = place == null ? null : place.address();
        return new Fill()
                .prose("sentence", Headline.of(row, report.subject()))
                .markup("plot", DotPlot.svg(row))
                .value("function", row.function())
                .value("measure", row.measure().word())
                .value("placeText", place == null ? "" : Sections.place(place))
                .value("placeAddress", address == null ? "" : address)
                .when("linked", address != null)
                .when("linkedEnd", address != null)
                .when("place", place != null)
                .prose("explanation", finding.explanation())
                .prose("next", finding.nextStep())
                .value("ownerNames", String.join(", ", finding.owners()))
                .when("owned", !finding.owners().isEmpty())
                .value("evidence", RowParts.evidence(row))
                .each("frame", frame < 0 ? List.of() : List.of(new Fill().value("node", "" + frame)))
                .each("callers", finding.callers().isEmpty() ? List.of() : List.of(callers(report, finding)));
    }

    private static Fill callers(GateReport report, Finding finding) {
        List<Fill> callers = finding.callers().stream()
                .map(report.rows()::get)
                .map(row -> new Fill()
                        .value("callerName", row.function())
                        .value("callerChange", Headline.magnitude(row, report.subject())))
                .toList();
        return new Fill()
                .value("folded", Words.counted(callers.size(), "caller") + " grew only because of it")
                .each("caller", callers);
    }

    /** Per row the node of its function that is widest in the union, -1 if there is none. */
    private static int[] widestFrames(GateReport report) {
        Shares shares = new Shares(report.tree());
        int[] widest = new int[report.rows().size()];
        Arrays.fill(widest, -1);
        for (int node = 0; node < report.tree().size(); node++) {
            int row = report.tree().row(node);
            if (row >= 0 && (widest[row] < 0 || shares.union(node) > shares.union(widest[row]))) {
                widest[row] = node;
            }
        }
        return widest;
    }
}
