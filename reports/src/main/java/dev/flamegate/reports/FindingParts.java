package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page's findings, each with its evidence. */
final class FindingParts {
    private FindingParts() {}

    static Fill of(GateReport report) {
        Map<String, Integer> widest = widestFrames(report);
        List<Fill> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            String function = report.rows().get(finding.row()).function();
            findings.add(finding(report, finding, widest.getOrDefault(function, -1))
                    .value("number", "" + (findings.size() + 1)));
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
                        .value("callerMeasure", row.measure().word())
                        .value("callerChange", Headline.magnitude(row, report.subject())))
                .toList();
        return new Fill()
                .value("folded", Words.counted(callers.size(), "caller") + " grew only because of it")
                .each("caller", callers);
    }

    /** Per tested function the node that is widest in the union. */
    private static Map<String, Integer> widestFrames(GateReport report) {
        Shares shares = new Shares(report.tree());
        Map<String, Integer> widest = new HashMap<>();
        for (int node = 0; node < report.tree().size(); node++) {
            int row = report.tree().row(node);
            if (row >= 0) {
                widest.merge(
                        report.rows().get(row).function(),
                        node,
                        (known, found) -> shares.union(found) > shares.union(known) ? found : known);
            }
        }
        return widest;
    }
}
