package dev.flamegate.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for a terminal of 100 columns: verdict first, what to do last. */
public final class ReportText {
    private static final int WIDTH = 100;
    private static final int FRAMES_MAX = 40;
    private static final int NAME_WIDTH = 41;

    private final GateReport report;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private ReportText(GateReport report, boolean colour) {
        this.report = report;
        this.ink = new Ink(colour);
    }

    /** @param address where the whole report is, null if nowhere */
    public static String render(GateReport report, boolean colour, @Nullable String address) {
        ReportText text = new ReportText(report, colour);
        text.verdict();
        text.compared();
        text.reasons("Why", report.reasons());
        text.findings();
        text.requestCost();
        text.flame();
        text.rows("Improvements", report.improvements());
        text.reasons("Caveats", report.caveats());
        text.policy();
        text.others();
        text.end(address);
        return text.out.toString();
    }

    private void verdict() {
        for (String line : Columns.wrap(Headline.of(report), WIDTH)) {
            line(ink.verdict(report.verdict(), line));
        }
    }

    private void compared() {
        line("");
        side("baseline  = left, before", report.subject().baseline());
        side("candidate = right, after", report.subject().candidate());
        for (Check check : report.checks()) {
            String state = Columns.left(Sections.word(check.state()), 8);
            wrapped("  " + ink.check(check.state(), state) + " ", 11, check.name() + ": " + check.detail());
        }
    }

    private void side(String role, Side side) {
        wrapped(role + "  ", 26, ShortName.quotable(side.name()) + ", " + Sections.size(side));
    }

    private void reasons(String title, List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        heading(title);
        for (Reason reason : reasons) {
            wrapped("  - ", 4, reason.sentence());
            if (!reason.remedy().isBlank()) {
                wrapped("    ", 4, reason.remedy());
            }
        }
    }

    private void findings() {
        if (report.findings().isEmpty()) {
            return;
        }
        heading("Findings");
        header();
        for (Finding finding : report.findings()) {
            row(report.rows().get(finding.row()));
            Place place = finding.place();
            if (place != null) {
                wrapped("    at ", 7, Sections.place(place));
            }
            wrapped("    ", 4, finding.explanation());
            wrapped("    next: ", 10, finding.nextStep());
            if (!finding.owners().isEmpty()) {
                wrapped("    owners: ", 12, String.join(", ", finding.owners()));
            }
            if (!finding.callers().isEmpty()) {
                wrapped("    grew only because of it: ", 8, Sections.callers(report, finding));
            }
        }
    }

    private void requestCost() {
        RequestCost cost = report.requestCost();
        if (cost == null) {
            return;
        }
        heading("Cost per " + cost.per());
        for (String line : Columns.wrap(Headline.of(cost, report.subject()), WIDTH - 2)) {
            line("  " + (report.requestCostFails() ? ink.verdict(Verdict.FAIL, line) : line));
        }
        wrapped("    ", 4, Sections.ended(RequestCostParts.state(report, cost)) + " " + cost.explanation());
        wrapped("    ", 4, RequestCostParts.evidence(cost));
        if (!cost.nextStep().isBlank()) {
            wrapped("    next: ", 10, cost.nextStep());
        }
    }

    /** The other profile types, each with its answer and its findings. */
    private void others() {
        if (report.others().isEmpty()) {
            return;
        }
        heading("Other profile types of this gate");
        for (GateReport other : report.others()) {
            for (String line : Columns.wrap(OtherTypes.line(other), WIDTH - 2)) {
                line("  " + ink.verdict(other.verdict(), line));
            }
            for (String finding : OtherTypes.findings(other)) {
                wrapped("    ", 4, finding);
            }
        }
    }

    private void rows(String title, List<Integer> rows) {
        if (!rows.isEmpty()) {
            heading(title);
            header();
            rows.forEach(row -> row(report.rows().get(row)));
        }
    }

    private void header() {
        line(ink.muted(columns("function", "of", "baseline", "candidate", "points", "95 % interval", "adj. p")));
    }

    private void row(Row row) {
        Evidence evidence = row.evidence();
        String line = columns(
                ShortName.of(row.function()),
                row.measure().word(),
                Words.percent(evidence.baselineShare()),
                Words.percent(evidence.candidateShare()),
                Words.signed(row.change().points()),
                Words.interval(evidence),
                Words.probability(row.adjustedP()));
        line(ink.change(row.change(), line));
    }

    private static String columns(String name, String of, String before, String after, String by, String in, String p) {
        return "  " + Columns.left(name, NAME_WIDTH) + " " + Columns.left(of, 5) + Columns.right(before, 9)
                + Columns.right(after, 10) + Columns.right(by, 7) + Columns.right(in, 16) + Columns.right(p, 8);
    }

    private void flame() {
        List<FlameLines.Line> lines = FlameLines.of(report, FRAMES_MAX);
        if (lines.isEmpty()) {
            return;
        }
        heading("Where, as share of " + Words.cost(report.subject().profileType()) + " before → after, in points");
        for (FlameLines.Line line : lines) {
            String text = "  " + Columns.left(line.name(), 61) + Columns.right(line.shares(), 16) + " "
                    + Columns.right(line.points(), 6) + " " + line.bar();
            line(ink.mark(line.mark(), text.stripTrailing()));
        }
    }

    private void end(@Nullable String address) {
        String meaning = report.policy().conclusion() == Conclusion.FAILURE ? failing() : passing();
        String codes = meaning + " (0 pass, 1 regression, 2 inconclusive)";
        line("");
        line(address == null ? codes : Plain.line(address) + "  " + codes);
    }

    private String failing() {
        return report.verdict() == Verdict.FAIL ? "exit code 1: regression" : "exit code 2: inconclusive";
    }

    private String passing() {
        return report.verdict() == Verdict.PASS ? "exit code 0: pass" : "exit code 0: the policy lets it through";
    }

    private void policy() {
        if (report.policy().isSilent()) {
            return;
        }
        heading("Policy");
        PolicyParts.lines(report.policy()).forEach(line -> wrapped("  ", 4, line));
        report.policy().settings().forEach(setting -> wrapped("  ", 4, setting.name() + ": " + setting.value()));
        PolicyParts.excused(report).forEach(line -> wrapped("  - ", 4, line));
    }

    private void heading(String title) {
        line("");
        line(ink.strong(title));
    }

    private void wrapped(String first, int indent, String text) {
        int room = WIDTH - Math.max(indent, Ink.width(first));
        List<String> lines = Columns.wrap(Plain.line(text), room);
        line(first + lines.get(0));
        lines.stream().skip(1).forEach(line -> line(" ".repeat(indent) + line));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
