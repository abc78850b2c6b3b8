package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportMarkdownTest {
    private static final Links LINKS = new Links("https://gate.example/r/1", "https://gate.example/i/1.svg");
    private static final int COMMENT_MAX = 64_000;
    private static final Pattern CALL = Pattern.compile("(?<![\\w`])@\\w|(?<!\\w)#\\d|https?://|www\\.");

    @Test
    void failShowsVerdictBothSidesFindingsPictureAndFlameGraph() {
        Document comment = rendered(ReportMarkdown.comment(SampleReports.fail(), LINKS, COMMENT_MAX));

        assertThat(comment.selectFirst("h3").text()).startsWith("🛑 FAIL: Cart.reprice takes 9.4 % of CPU, was 1.9 %");
        assertThat(comment.select("table").get(0).select("th").eachText())
                .containsExactly("Baseline 1.0.0 (before)", "Candidate 1.0.1 (after)");
        assertThat(comment.select("table").get(1).select("tbody tr")).hasSize(2);
        assertThat(comment.selectFirst("img").attr("alt")).contains("Cart.reprice takes 9.4 %");
        assertThat(comment.selectFirst("code.language-diff").wholeText())
                .contains("- ", "reprice", "+11.6")
                .contains("+ ", "lookup", "−2.3");
        assertThat(comment.select("a[href=https://gate.example/r/1]")).hasSize(2);
    }

    @Test
    void passIsThreeLinesWithoutTableOrPicture() {
        String comment = ReportMarkdown.comment(SampleReports.pass(), LINKS, COMMENT_MAX);

        assertThat(rendered(comment).select("h3, p")).hasSize(3);
        assertThat(rendered(comment).select("table, img")).isEmpty();
    }

    @Test
    void inconclusiveSaysWhyAndWhatToDo() {
        assertThat(rendered(ReportMarkdown.comment(SampleReports.inconclusive(), LINKS, COMMENT_MAX))
                        .text())
                .contains("and 6 are needed", "Wait until 3 more pods");
    }

    @Test
    void withoutAddressesNothingIsLinkedButTheSource() {
        Document comment = rendered(ReportMarkdown.comment(SampleReports.fail(), new Links(null, null), COMMENT_MAX));

        assertThat(comment.select("a").eachText()).containsExactly("Cart.java:118");
        assertThat(comment.select("a").attr("href")).startsWith("https://git.example/shop/blob/v1.0.1/");
        assertThat(comment.select("img")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 1500, 2000, 3000, 5000, 10_000, 20_000, 64_000})
    void whatDoesNotFitIsLeftOutBySectionsButNeverVerdictTableLinkOrMarkers(int charsMax) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            names.add("shop/Service" + i + ".aMethodWithQuiteALongName" + i);
        }
        String comment = ReportMarkdown.comment(SampleReports.hostile(names), LINKS, charsMax);

        assertThat(comment).hasSizeLessThanOrEqualTo(charsMax);
        assertThat(rendered(comment).selectFirst("h3").text()).contains("FAIL: Service0");
        assertThat(rendered(comment).select("table")).isNotEmpty();
        assertThat(rendered(comment).select("a[href=https://gate.example/r/1]")).isNotEmpty();
        assertThat(comment).startsWith("<!-- flamegate:v1 key=").endsWith(" -->\n");
        if (charsMax <= 5000) {
            assertThat(rendered(comment).select("code.language-diff")).isEmpty();
        }
        if (charsMax >= 5000) {
            assertThat(rendered(comment).text()).contains("not shown, see the full report");
        }
    }

    @Test
    void theLeastFitsIntoTheSmallestSurfaceThatTakesMarkdown() {
        assertThat(ReportMarkdown.comment(SampleReports.fail(), LINKS, 1024)).contains("FAIL", "| Samples | 48,212");
    }

    @Test
    void aLimitThatNothingFitsIntoIsAMistakeThatSaysHowMuchIsNeeded() {
        assertThatThrownBy(() -> ReportMarkdown.comment(SampleReports.fail(), LINKS, 100))
                .hasMessageContaining("gate fail-1: 100 characters");
    }

    @Test
    void hostileNamesStayText() {
        assertInert(SampleReports.hostileNames());
    }

    @RepeatedTest(30)
    void randomNamesStayText(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> pieces = List.of(
                "`",
                "``",
                "```",
                "|",
                "@org",
                "#12",
                "<!--",
                "-->",
                "<b>",
                "</details>",
                "\n",
                "\u202e",
                "*",
                "_",
                "~~~",
                "](http://x)",
                "![",
                "\\",
                "&lt;",
                "a",
                " ",
                "flamegate:v1",
                "://",
                "www.x",
                "<",
                "- ",
                "# ",
                "é😀");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StringBuilder name = new StringBuilder("n");
            for (int j = 0; j < 1 + random.nextInt(12); j++) {
                name.append(pieces.get(random.nextInt(pieces.size())));
            }
            names.add(name.toString());
        }
        assertInert(names);
    }

    /** Whatever the names are, the comment has the elements, comments and tables that calm names would give. */
    private static void assertInert(List<String> names) {
        String markdown = ReportMarkdown.comment(SampleReports.hostile(names), LINKS, COMMENT_MAX);
        Document comment = rendered(markdown);

        assertThat(comment.getAllElements().stream().map(Element::tagName).distinct())
                .isSubsetOf(
                        "#root", "html", "head", "body", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th",
                        "td", "code", "pre", "a", "img", "details", "summary", "strong");
        assertThat(comment.select("img")).hasSize(1);
        assertThat(comment.select("a")).hasSize(2);
        assertThat(comment.select("table").get(0).select("tr"))
                .allMatch(row -> row.children().size() == 3);
        assertThat(comment.select("table").get(1).select("tr"))
                .allMatch(row -> row.children().size() == 6);
        assertThat(comment.select("table").get(1).select("tbody tr")).hasSize(names.size());
        assertThat(markdown.split("<!--", -1)).hasSize(3);
        assertThat(comments(comment)).hasSize(2);
        assertThat(markdown).doesNotContainPattern("[\\u202a-\\u202e\\u2066-\\u2069\\u0000-\\u0008\\u001b]");
        comment.select("code, pre, summary").remove();
        assertThat(comment.wholeText()).doesNotContainPattern(CALL);
    }

    private static List<Comment> comments(Document document) {
        return document.nodeStream(Comment.class).toList();
    }

    private static Document rendered(String markdown) {
        List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
        String html = HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
        return Jsoup.parse(html);
    }
}
