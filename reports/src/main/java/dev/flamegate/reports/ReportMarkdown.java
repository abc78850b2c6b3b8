package dev.flamegate.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The report as Markdown: a comment on a pull request, the summary and the text of a check, the summary of a job. What does not fit is
 * left out by whole sections, the least important first, and said to be; headline, table of both sides, links and markers always stay.
 * The markers are for the program that keeps one comment per service up to date.
 */
public final class ReportMarkdown {
    /** GitHub takes 65,536 characters, markers and all. */
    public static final int COMMENT_CHARS_MAX = 64_000;

    /** GitHub drops a job's whole summary when it is larger than 1 MiB. */
    public static final int SUMMARY_BYTES_MAX = 1_000_000;

    private static final int POLICY_LINES_MAX = 20;
    private static final int ALL = Integer.MAX_VALUE;
    private static final int KEY_CHARS_MAX = 200;

    private static final List<Extent> COMMENT = List.of(
            new Extent(true, true, 20, true, true, true, 0),
            new Extent(false, true, 20, true, true, true, 0),
            new Extent(false, false, 20, true, true, true, 0),
            new Extent(false, false, 10, true, true, true, 0),
            new Extent(false, false, 5, true, true, true, 0),
            new Extent(false, false, 3, true, true, true, 0),
            new Extent(false, false, 3, false, true, true, 0),
            new Extent(false, false, 3, false, false, true, 0),
            new Extent(false, false, 3, false, false, false, 0),
            new Extent(false, false, 0, false, false, false, 0));

    private static final List<Extent> SUMMARY = Stream.concat(
                    Stream.of(ALL, 2_000, 500, 100, 0).map(rows -> new Extent(true, true, ALL, true, true, true, rows)),
                    COMMENT.stream())
            .toList();

    private final GateReport report;
    private final Links links;

    /** How much of the report is shown; {@code testedMax} is of the table of all rows. */
    record Extent(
            boolean flame,
            boolean improvements,
            int rowsMax,
            boolean details,
            boolean caveats,
            boolean picture,
            int testedMax) {}

    private ReportMarkdown(GateReport report, Links links) {
        this.report = report;
        this.links = links;
    }

    /** @param charsMax limit of the surface in UTF-16 units, which are never fewer than its code points */
    public static String comment(GateReport report, Links links, int charsMax) {
        ReportMarkdown markdown = new ReportMarkdown(report, links);
        return markdown.fitting(COMMENT, markdown::comment, String::length, charsMax, "characters");
    }

    /** The comment without its markers: as a check's summary it belongs to nothing that has to be found again. */
    static String checkSummary(GateReport report, Links links, int charsMax) {
        ReportMarkdown markdown = new ReportMarkdown(report, links);
        return markdown.fitting(COMMENT, markdown::body, String::length, charsMax, "characters");
    }

    /** Every row that was tested and the flame graph, as a check's text: the summary stands above it. */
    static String checkText(GateReport report, int charsMax) {
        ReportMarkdown markdown = new ReportMarkdown(report, new Links(null, null));
        return markdown.fitting(SUMMARY, markdown::evidence, String::length, charsMax, "characters");
    }

    /** @param bytesMax limit in bytes of UTF-8 */
    public static String jobSummary(GateReport report, Links links, int bytesMax) {
        ReportMarkdown markdown = new ReportMarkdown(report, links);
        ToIntFunction<String> bytes = text -> text.getBytes(StandardCharsets.UTF_8).length;
        return markdown.fitting(SUMMARY, markdown::body, bytes, bytesMax, "bytes");
    }

    private String fitting(
            List<Extent> extents, Function<Extent, String> write, ToIntFunction<String> size, int max, String unit) {
        int least = 0;
        for (Extent extent : extents) {
            String text = write.apply(extent);
            least = size.applyAsInt(text);
            if (least <= max) {
                return text;
            }
        }
        throw new IllegalArgumentException("Markdown of gate " + report.id() + ": " + max + " " + unit
                + " are not enough for headline, table and links, which take " + least);
    }

    private String comment(Extent extent) {
        return marker() + "\n" + body(extent) + state() + "\n";
    }

    private String body(Extent extent) {
        List<String> blocks = new ArrayList<>();
        blocks.add("### " + icon() + " " + MarkdownText.prose(Headline.of(report)));
        if (report.verdict() == Verdict.PASS) {
            blocks.add(MarkdownSections.comparedInOneLine(report));
        } else {
            blocks.add(MarkdownSections.compared(report));
            blocks.addAll(MarkdownSections.reasons(report, extent.caveats() ? ALL : 1));
            blocks.addAll(MarkdownSections.findings(report, extent.rowsMax()));
            blocks.addAll(extent.caveats() ? MarkdownSections.requestCost(report) : List.of());
            blocks.addAll(extent.picture() ? picture() : List.of());
            blocks.addAll(extent.flame() ? MarkdownSections.flame(report) : List.of());
            blocks.addAll(MarkdownSections.more(report, extent));
        }
        blocks.addAll(OtherTypes.markdown(report, extent.rowsMax()));
        blocks.addAll(MarkdownTables.tested(report, extent.testedMax(), true));
        blocks.addAll(MarkdownSections.policy(report, extent.caveats() ? POLICY_LINES_MAX : 0));
        blocks.add(linkLine());
        return String.join("\n\n", blocks) + "\n";
    }

    private String evidence(Extent extent) {
        List<String> blocks = new ArrayList<>();
        blocks.addAll(extent.flame() ? MarkdownSections.flame(report) : List.of());
        blocks.addAll(MarkdownTables.tested(report, extent.testedMax(), false));
        if (extent.details()) {
            blocks.addAll(MarkdownTables.seen(report));
            blocks.add(MarkdownTables.method(report));
        }
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
        return page == null ? gate : "[Full report](" + MarkdownText.destination(page) + ") · " + gate;
    }

    private String marker() {
        return "<!-- flamegate:v1 key=" + ReportJson.hidden(key(report.subject().service())) + " -->";
    }

    /** The service's name, or what stands for a name that is too long to be kept in every comment. */
    private String key(String service) {
        String hash = service.length() <= KEY_CHARS_MAX ? "" : " " + Fingerprint.of(report.subject(), "");
        return Plain.middle(service, KEY_CHARS_MAX) + hash;
    }

    private String state() {
        Subject subject = report.subject();
        return "<!-- flamegate-state "
                + ReportJson.hidden(new State(
                        1,
                        report.id(),
                        report.verdict(),
                        Plain.line(subject.baseline().name(), KEY_CHARS_MAX),
                        Plain.line(subject.candidate().name(), KEY_CHARS_MAX)))
                + " -->";
    }

    /** What the next comment on the same pull request may want to know about this one. */
    record State(int v, String gate, Verdict verdict, String baseline, String candidate) {}
}
