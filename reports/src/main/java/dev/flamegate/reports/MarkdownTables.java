package dev.flamegate.reports;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of a comment or summary that are not about findings. */
final class MarkdownTables {
    private MarkdownTables() {}

    /** Everything that was tested. */
    static List<String> tested(GateReport report, int rowsMax, boolean folded) {
        if (rowsMax == 0 || report.rows().isEmpty()) {
            return List.of();
        }
        String lines =
                report.rows().stream().limit(rowsMax).map(MarkdownTables::row).collect(Collectors.joining("\n"));
        String table = cells("Function", "of", "Baseline", "Candidate", "Points", "95 % sure of", "adjusted p", "State")
                + "\n|---|---|--:|--:|--:|--:|--:|---|\n" + lines
                + MarkdownSections.notShown(report.rows().size() - rowsMax);
        String title = "Everything that was tested";
        return List.of(
                folded
                        ? "<details><summary>" + title + " ("
                                + Words.counted(report.rows().size(), "row") + ")</summary>\n\n" + table
                                + "\n\n</details>"
                        : "**" + title + "**\n\n" + table);
    }

    private static String row(Row row) {
        Evidence evidence = row.evidence();
        return cells(
                MarkdownSections.name(row),
                row.measure().word(),
                Words.percent(evidence.baselineShare()),
                Words.percent(evidence.candidateShare()),
                Words.signed(row.change().points()),
                Words.interval(evidence),
                MarkdownText.plain(Words.probability(row.adjustedP())),
                Sections.word(row.change()));
    }

    /** Cost that is elsewhere now; each pair once, from where it went to. */
    static List<String> moved(GateReport report) {
        List<String> lines = Sections.moved(report);
        return lines.isEmpty()
                ? List.of()
                : List.of("**Moved cost**\n\n"
                        + lines.stream()
                                .map(line -> "* " + MarkdownText.prose(line))
                                .collect(Collectors.joining("\n")));
    }

    /** How small a growth would have been found. */
    static List<String> seen(GateReport report) {
        if (report.sensitivity().isEmpty()) {
            return List.of();
        }
        String lines = report.sensitivity().stream()
                .map(report.rows()::get)
                .map(row -> cells(
                        MarkdownSections.name(row),
                        Words.percent(row.evidence().baselineShare()),
                        Words.points(row.evidence().smallestDetectable()),
                        Words.points(row.evidence().mustDetectSize()),
                        row.equivalent() ? "yes" : "no"))
                .collect(Collectors.joining("\n"));
        return List.of("**What could have been seen**\n\n"
                + cells("Function", "Baseline", "Found in 4 of 5 cases", "Must detect", "Ruled out")
                + "\n|---|--:|--:|--:|---|\n" + lines);
    }

    static String method(GateReport report) {
        String settings = report.method().stream()
                .map(setting -> cells(MarkdownText.prose(setting.name()), MarkdownText.prose(setting.value())))
                .collect(Collectors.joining("\n", "| Setting | Value |\n|---|---|\n", ""));
        return settings + "\n\n**How to reproduce**: "
                + MarkdownText.command(report.provenance().replay());
    }

    static String cells(String... cells) {
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells) {
            line.append(' ').append(MarkdownText.cell(cell)).append(" |");
        }
        return line.toString();
    }
}
