package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report as a comment on a pull request. What does not fit is left out by whole sections, the least important first; headline, table
 * of both sides, links and markers always stay. The markers are for the program that keeps one comment per service up to date.
 */
public final class ReportMarkdown {
    private static final int POLICY_LINES_MAX = 20;

    private static final List<Extent> EXTENTS = List.of(
            new Extent(true, true, 20, true, true, true),
            new Extent(false, true, 20, true, true, true),
            new Extent(false, false, 20, true, true, true),
            new Extent(false, false, 10, true, true, true),
            new Extent(false, false, 5, true, true, true),
            new Extent(false, false, 3, true, true, true),
            new Extent(false, false, 3, false, true, true),
            new Extent(false, false, 3, false, false, true),
            new Extent(false, false, 3, false, false, false),
            new Extent(false, false, 0, false, false, false));

    private final GateReport report;
    private final Links links;

    /** How much of the report a comment shows. */
    record Extent(
            boolean flame, boolean improvements, int rowsMax, boolean details, boolean caveats, boolean picture) {}

    private ReportMarkdown(GateReport report, Links links) {
        this.report = report;
        this.links = links;
    }

    /** @param charsMax limit of the surface in UTF-16 units, which are never fewer than its code points */
    public static String comment(GateReport report, Links links, int charsMax) {
        ReportMarkdown markdown = new ReportMarkdown(report, links);
        int least = 0;
        for (Extent extent : EXTENTS) {
            String comment = markdown.comment(extent);
            if (comment.length() <= charsMax) {
                return comment;
            }
            least = comment.length();
        }
        throw new IllegalArgumentException("comment for gate " + report.id() + ": " + charsMax
                + " characters are not enough for headline, table and links, which take " + least);
    }

    private String comment(Extent extent) {
        List<String> blocks = new ArrayList<>();
        blocks.add(marker() + "\n### " + icon() + " " + MarkdownText.prose(Headline.of(report)));
        if (report.verdict() == Verdict.PASS) {
            blocks.add(MarkdownSections.comparedInOneLine(report));
        } else {
            blocks.add(MarkdownSections.compared(report));
            blocks.addAll(MarkdownSections.reasons(report, extent.caveats() ? Integer.MAX_VALUE : 1));
            blocks.addAll(MarkdownSections.findings(report, extent.rowsMax()));
            blocks.addAll(extent.caveats() ? MarkdownSections.requestCost(report) : List.of());
            blocks.addAll(extent.picture() ? picture() : List.of());
            blocks.addAll(extent.flame() ? MarkdownSections.flame(report) : List.of());
            blocks.addAll(MarkdownSections.more(report, extent));
        }
        blocks.addAll(OtherTypes.markdown(report));
        blocks.addAll(MarkdownSections.policy(report, extent.caveats() ? POLICY_LINES_MAX : 0));
        blocks.add(linkLine() + "\n" + state());
        return String.join("\n\n", blocks) + "\n";
    }

    private String icon() {
        return switch (report.verdict()) {
            case PASS -> "🟢";
            case FAIL -> "🛑";
            case INCONCLUSIVE -> "⚠️";
        };
    }

    private List<String> picture() {
        String image = links.image();
        if (image == null || report.findings().isEmpty()) {
            return List.of();
        }
        String alt = "Differential flame graph. " + Headline.of(report).replace("`", "");
        String tag = "<img alt=\"" + Markup.escaped(alt) + "\" src=\"" + Markup.escaped(image) + "\" width=\"880\">";
        String page = links.report();
        return List.of(page == null ? tag : "<a href=\"" + Markup.escaped(page) + "\">" + tag + "</a>");
    }

    private String linkLine() {
        String gate = "gate " + MarkdownText.code(report.id()) + " · "
                + MarkdownText.plain(report.provenance().createdAt());
        String page = links.report();
        return page == null ? gate : "[Full report](" + destination(page) + ") · " + gate;
    }

    private static String destination(@Nullable String address) {
        return "<"
                + Plain.line(String.valueOf(address))
                        .replace("<", "%3C")
                        .replace(">", "%3E")
                        .replace(" ", "%20") + ">";
    }

    private String marker() {
        return "<!-- flamegate:v1 key=" + ReportJson.hidden(report.subject().service()) + " -->";
    }

    private String state() {
        Subject subject = report.subject();
        return "<!-- flamegate-state "
                + ReportJson.hidden(new State(
                        1,
                        report.id(),
                        report.verdict(),
                        subject.baseline().name(),
                        subject.candidate().name()))
                + " -->";
    }

    /** What the next comment on the same pull request may want to know about this one. */
    record State(int v, String gate, Verdict verdict, String baseline, String candidate) {}
}
