package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sections of a comment, each a list of blocks: empty if there is nothing to say. */
final class MarkdownSections {
    private static final int FRAMES_MAX = 40;

    private MarkdownSections() {}

    static String comparedInOneLine(GateReport report) {
        Subject subject = report.subject();
        int caveats = report.caveats().size();
        return "Baseline " + side(subject.baseline()) + " → candidate " + side(subject.candidate())
                + (caveats == 0 ? "" : " · " + Words.counted(caveats, "caveat"));
    }

    private static String side(Side side) {
        return MarkdownText.code(side.name()) + " (" + Words.counted(side.pods().size(), "pod") + ", "
                + Words.count(side.samples()) + " samples"
                + (side.requests() == null ? ")" : ", " + requests(side) + " requests)");
    }

    static String compared(GateReport report) {
        Subject subject = report.subject();
        List<String> lines = new ArrayList<>();
        lines.add(MarkdownTables.cells(
                "",
                "Baseline " + MarkdownText.code(subject.baseline().name()) + " (before)",
                "Candidate " + MarkdownText.code(subject.candidate().name()) + " (after)"));
        lines.add("|---|--:|--:|");
        lines.add(both("Pods", subject, side -> Words.count(side.pods().size())));
        lines.add(both("Profiles", subject, side -> Words.count(side.windows())));
        lines.add(both("Samples", subject, side -> Words.count(side.samples())));
        String cost = MarkdownText.plain(Words.cost(subject.profileType()));
        lines.add(both(cost, subject, side -> MarkdownText.plain(Words.quantity(side.total(), subject.unit()))));
        if (subject.baseline().requests() != null || subject.candidate().requests() != null) {
            lines.add(both("Requests", subject, MarkdownSections::requests));
        }
        return String.join("\n", lines);
    }

    private static String requests(Side side) {
        Double requests = side.requests();
        return requests == null ? "not given" : Words.count(requests);
    }

    private static String both(String name, Subject subject, Function<Side, String> value) {
        return MarkdownTables.cells(name, value.apply(subject.baseline()), value.apply(subject.candidate()));
    }

    static List<String> reasons(GateReport report, int reasonsMax) {
        return list("**Why**", report.reasons(), reasonsMax);
    }

    private static List<String> list(String title, List<Reason> reasons, int reasonsMax) {
        if (reasons.isEmpty()) {
            return List.of();
        }
        String lines = reasons.stream()
                .limit(reasonsMax)
                .map(reason -> "* " + MarkdownText.prose(Sections.ended(reason.sentence()))
                        + (reason.remedy().isBlank() ? "" : " " + MarkdownText.prose(reason.remedy())))
                .collect(Collectors.joining("\n"));
        return List.of(title + "\n\n" + lines + notShown(reasons.size() - reasonsMax));
    }

    static List<String> findings(GateReport report, int rowsMax) {
        if (report.findings().isEmpty() || rowsMax == 0) {
            return List.of();
        }
        String cost = MarkdownText.plain(Words.cost(report.subject().profileType()));
        String lines = report.findings().stream()
                .limit(rowsMax)
                .map(finding -> finding(report, finding))
                .collect(Collectors.joining("\n"));
        String next = report.findings().stream()
                .limit(rowsMax)
                .map(finding -> "* " + name(report.rows().get(finding.row())) + ": "
                        + MarkdownText.prose(Sections.ended(finding.explanation())) + " "
                        + MarkdownText.prose(finding.nextStep()) + owners(finding))
                .collect(Collectors.joining("\n"));
        return List.of(
                MarkdownTables.cells(
                                "Function",
                                "Baseline",
                                "Candidate",
                                "Change of all " + cost,
                                "95 % sure of",
                                "adjusted p")
                        + "\n|---|--:|--:|--:|--:|--:|\n" + lines
                        + notShown(report.findings().size() - rowsMax),
                next);
    }

    private static String owners(Finding finding) {
        return finding.owners().isEmpty()
                ? ""
                : " Owners: " + MarkdownText.plain(String.join(", ", finding.owners())) + ".";
    }

    /** The policy in force, and all that it lets through. */
    static List<String> policy(GateReport report, int linesMax) {
        if (report.policy().isSilent()) {
            return List.of();
        }
        List<String> blocks = new ArrayList<>();
        List<String> excused = PolicyParts.excused(report);
        if (!excused.isEmpty()) {
            blocks.add("**Acknowledged and ignored**\n\n"
                    + excused.stream()
                            .limit(linesMax)
                            .map(line -> "* " + MarkdownText.prose(line))
                            .collect(Collectors.joining("\n"))
                    + notShown(excused.size() - linesMax));
        }
        String settings = report.policy().settings().stream()
                .limit(linesMax)
                .map(setting -> MarkdownText.prose(setting.name() + ": " + setting.value()))
                .collect(Collectors.joining("; "));
        blocks.add(PolicyParts.lines(report.policy()).stream()
                        .map(line -> MarkdownText.prose(Sections.ended(line)))
                        .collect(Collectors.joining(" "))
                + (settings.isEmpty() ? "" : " " + settings + "."));
        return blocks;
    }

    static List<String> requestCost(GateReport report) {
        RequestCost cost = report.requestCost();
        if (cost == null) {
            return List.of();
        }
        String unit = report.subject().unit();
        String name = MarkdownText.plain(Words.cost(report.subject().profileType()) + " per " + cost.per());
        String growth = (report.requestCostFails() ? "**" : "")
                + Words.growth(cost.growth())
                + (report.requestCostFails() ? "**" : "");
        String table =
                MarkdownTables.cells("Cost per " + cost.per(), "Baseline", "Candidate", "Change", "95 % sure of", "p")
                        + "\n|---|--:|--:|--:|--:|--:|\n"
                        + MarkdownTables.cells(
                                name,
                                MarkdownText.plain(Words.each(cost.baselineCost(), unit)),
                                MarkdownText.plain(Words.each(cost.candidateCost(), unit)),
                                growth,
                                Words.interval(cost),
                                MarkdownText.plain(Words.probability(cost.p())));
        String said = MarkdownText.prose(
                "Result: " + Sections.ended(RequestCostParts.state(report, cost)) + " " + cost.explanation());
        String next = cost.nextStep().isBlank() ? "" : " " + MarkdownText.prose(cost.nextStep());
        return List.of(table, said + next);
    }

    static String notShown(int rows) {
        return rows <= 0 ? "" : "\n\n" + Words.counted(rows, "row") + " not shown, see the full report.";
    }

    private static String finding(GateReport report, Finding finding) {
        Row row = report.rows().get(finding.row());
        Place place = finding.place();
        Evidence evidence = row.evidence();
        String where = place == null ? "" : " " + place(place);
        return MarkdownTables.cells(
                name(row) + " (" + row.measure().word() + ")" + where,
                Words.percent(evidence.baselineShare()),
                Words.percent(evidence.candidateShare()),
                "**" + Words.signedPoints(row.change().points()) + "**"
                        + (row.change() instanceof Change.Appeared ? " new" : ""),
                Words.interval(evidence),
                MarkdownText.plain(Words.probability(row.adjustedP())));
    }

    /** Where a link leads to the file, its name is enough. */
    private static String place(Place place) {
        String whole = Sections.place(place);
        String address = place.address();
        return address == null
                ? MarkdownText.code(whole)
                : "[" + MarkdownText.code(whole.substring(whole.lastIndexOf('/') + 1)) + "]("
                        + MarkdownText.destination(address) + ")";
    }

    static String name(Row row) {
        return MarkdownText.code(ShortName.of(row.function()));
    }

    static List<String> flame(GateReport report) {
        List<FlameLines.Line> lines = FlameLines.of(report, FRAMES_MAX);
        if (lines.isEmpty()) {
            return List.of();
        }
        String text = lines.stream()
                .map(MarkdownSections::flameLine)
                .map(MarkdownText::verbatim)
                .collect(Collectors.joining("\n"));
        String fence = MarkdownText.fence(text, 3);
        return List.of("<details><summary>Flame graph as text: <code>-</code> costs more than before, <code>+</code>"
                + " costs less</summary>\n\n" + fence + "diff\n" + text + "\n" + fence + "\n\n</details>");
    }

    private static String flameLine(FlameLines.Line line) {
        String sign = switch (line.mark()) {
            case GREW, NEW -> "- ";
            case SHRANK, VANISHED -> "+ ";
            case NEUTRAL, MOVED -> "  ";
        };
        String text = sign + Columns.left(line.name(), 60) + Columns.right(line.shares(), 16) + " "
                + Columns.right(line.points(), 6) + " " + line.bar();
        return text.stripTrailing();
    }

    /** Everything folded away, with its summary saying how much there is. */
    static List<String> more(GateReport report, ReportMarkdown.Extent extent) {
        List<String> body = new ArrayList<>();
        if (extent.improvements() && !report.improvements().isEmpty()) {
            body.add("**Improvements**\n\n"
                    + report.improvements().stream()
                            .map(row -> report.rows().get(row))
                            .map(row -> "* " + name(row) + " "
                                    + MarkdownText.prose(Headline.magnitude(row, report.subject())))
                            .collect(Collectors.joining("\n")));
        }
        body.addAll(extent.improvements() ? MarkdownTables.moved(report) : List.of());
        if (extent.caveats()) {
            body.addAll(list("**Caveats**", report.caveats(), Integer.MAX_VALUE));
        }
        if (extent.details()) {
            body.add(checks(report));
            body.addAll(MarkdownTables.seen(report));
            body.add(MarkdownTables.method(report));
        }
        body.removeIf(String::isBlank);
        return body.isEmpty()
                ? List.of()
                : List.of("<details><summary>" + summary(report) + "</summary>\n\n" + String.join("\n\n", body)
                        + "\n\n</details>");
    }

    private static String summary(GateReport report) {
        long still = report.rows().stream()
                .filter(row -> row.change() instanceof Change.Unchanged)
                .count();
        return Words.counted(report.improvements().size(), "improvement") + " · " + Words.count(still)
                + " not significant · " + Words.counted(report.caveats().size(), "caveat");
    }

    private static String checks(GateReport report) {
        return report.checks().stream()
                .map(check -> "* " + Sections.word(check.state()) + ": " + MarkdownText.prose(check.name()) + ", "
                        + MarkdownText.prose(check.detail()))
                .collect(Collectors.joining("\n", "**Comparability**\n\n", ""));
    }
}
