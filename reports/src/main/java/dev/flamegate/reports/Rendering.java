package dev.flamegate.reports;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The forms a report can be had in: all made of the one report, so that all tell the same numbers. Files and the API name them alike. */
public enum Rendering {
    PAGE(
            "page",
            "report.html",
            "text/html; charset=utf-8",
            (report, links) -> ReportPage.html(report, links.otherPages())),
    JSON("json", "report.json", "application/json", (report, links) -> ReportJson.text(report)),
    TEXT(
            "text",
            "report.txt",
            "text/plain; charset=utf-8",
            (report, links) -> ReportText.render(report, false, links.report())),
    COMMENT(
            "markdown",
            "comment.md",
            "text/markdown; charset=utf-8",
            (report, links) -> ReportMarkdown.comment(report, links, ReportMarkdown.COMMENT_CHARS_MAX)),
    SUMMARY(
            "summary",
            "summary.md",
            "text/markdown; charset=utf-8",
            (report, links) -> ReportMarkdown.jobSummary(report, links, ReportMarkdown.SUMMARY_BYTES_MAX)),
    CHECK("check", "check.json", "application/json", (report, links) -> CheckRunJson.text(CheckRun.of(report, links))),
    JUNIT("junit", "junit.xml", "application/xml", (report, links) -> JUnitXml.of(report)),
    SARIF("sarif", "report.sarif", "application/sarif+json", (report, links) -> Sarif.of(report)),
    CODE_QUALITY("gitlab", "codequality.json", "application/json", (report, links) -> CodeQuality.of(report)),
    BADGE("badge", "badge.svg", "image/svg+xml; charset=utf-8", (report, links) -> Badge.svg(report)),
    PICTURE("svg", "flamegraph.svg", "image/svg+xml; charset=utf-8", (report, links) -> FlameGraphSvg.svg(report)),
    PIXELS("png", "flamegraph.png", "image/png", FlameGraphPng::png),
    FLAME_TEXT(
            "flame", "flamegraph.txt", "text/plain; charset=utf-8", (report, links) -> FlameText.text(report, false)),
    FLAME_DIFF("diff", "flamegraph.diff", "text/plain; charset=utf-8", (report, links) -> FlameText.diff(report)),
    FLAMEBEARER("flamebearer", "flamebearer.json", "application/json", (report, links) -> Flamebearer.of(report)),
    FOLDED("folded", "diff.folded", "text/plain; charset=utf-8", (report, links) -> DiffFolded.of(report));

    private final String word;
    private final String file;
    private final String mediaType;
    private final BiFunction<GateReport, Links, byte[]> bytes;

    Rendering(String word, String file, String mediaType, BiFunction<GateReport, Links, String> text) {
        this.word = word;
        this.file = file;
        this.mediaType = mediaType;
        this.bytes = text.andThen(said -> said.getBytes(StandardCharsets.UTF_8));
    }

    Rendering(String word, String file, String mediaType, Function<GateReport, byte[]> bytes) {
        this.word = word;
        this.file = file;
        this.mediaType = mediaType;
        this.bytes = (report, links) -> bytes.apply(report);
    }

    /** What it is called where somebody asks for it: {@code sarif}. */
    public String word() {
        return word;
    }

    /** The name of its file: {@code report.sarif}. */
    public String file() {
        return file;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Same report and links, same bytes; text is UTF-8. A picture in pixels needs fonts: {@link NoFontException}. */
    public byte[] bytes(GateReport report, Links links) {
        return bytes.apply(report, links);
    }

    public static Optional<Rendering> called(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
}
