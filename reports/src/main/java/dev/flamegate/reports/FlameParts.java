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
        Fill section = new Fill()
                .value("cost", Words.cost(report.subject().profileType()))
                .markup("legend", Legend.svg())
                .each("focusable", focusable(report))
                .each("text", lines.isEmpty() ? List.of() : List.of(text));
        return new Fill().markup("flame", PageFiles.FLAME.fill(section));
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
