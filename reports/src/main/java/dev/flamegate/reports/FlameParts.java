package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;

/** The page's flame graph: its tools, its legend, and the same as text. */
final class FlameParts {
    private static final int FRAMES_MAX = 80;
    private static final int NAME_CHARS_MAX = 44;

    private FlameParts() {}

    static Fill of(GateReport report) {
        List<FlameLines.Line> lines = FlameLines.of(report, FRAMES_MAX);
        Fill text = new Fill().markup("flameText", text(lines));
        Fill section = section(report.subject().profileType(), "Differential flame graph")
                .value(
                        "withoutScript",
                        "The picture needs JavaScript. The text below and the table of all rows do not.")
                .markup("legend", Legend.svg(true))
                .each("focusable", focusable(report))
                .when("unfocusable", false)
                .when("alone", false)
                .each("text", lines.isEmpty() ? List.of() : List.of(text));
        section.when("compared", true).when("tested", true);
        return new Fill().markup("flame", PageFiles.FLAME.fill(section));
    }

    /** Of selections that nobody tested: what is drawn comes later, to the script. */
    static String untested(String profileType, boolean compared) {
        Fill section = section(profileType, compared ? "Difference, not tested" : "Flame graph")
                .value("withoutScript", "The picture needs JavaScript. The downloads above do not.")
                .markup("legend", compared ? Legend.svg(false) : "")
                .each("focusable", List.of())
                .each("text", List.of());
        section.when("unfocusable", true)
                .when("compared", compared)
                .when("alone", !compared)
                .when("tested", false);
        return PageFiles.FLAME.fill(section);
    }

    private static Fill section(String profileType, String title) {
        return new Fill().value("cost", Words.cost(profileType)).value("flameTitle", title);
    }

    private static List<Fill> focusable(GateReport report) {
        List<Fill> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            String name = ShortName.of(report.rows().get(finding.row()).function());
            findings.add(new Fill()
                    .value("number", "" + (findings.size() + 1))
                    .value("short", Plain.middle(name, NAME_CHARS_MAX)));
        }
        return findings;
    }

    private static String text(List<FlameLines.Line> lines) {
        StringBuilder text = new StringBuilder();
        for (FlameLines.Line line : lines) {
            String columns = Columns.left(line.name(), 72) + Columns.right(line.shares(), 16) + " "
                    + Columns.right(line.points(), 6) + " " + line.bar();
            text.append(Markup.escaped(columns.stripTrailing())).append('\n');
        }
        return text.toString();
    }
}
