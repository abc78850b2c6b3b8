package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Thousands of hostile names, in every place of a report that a name can be in, through every form of it. */
class HostileTextTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Links LINKS = new Links("https://gate.example/r/1", "https://gate.example/i/1.svg");
    private static final String PLACE = "https://git.example/blob/main/Cart.java#L12";
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200b\\u200d\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]");
    private static final Pattern OWN_COLOUR = Pattern.compile("\\u001b\\[[0-9;]*m");

    private static List<GateReport> reports;

    @BeforeAll
    static void makeTheReports() {
        System.out.println("hostile names of seed " + HostileNames.SEED + " (-Dflamegate.hostile.seed=...)");
        reports = HostileReports.all();
        assertThat(reports).hasSizeGreaterThanOrEqualTo(HostileNames.COUNT / 16);
    }

    private static String text(GateReport report, Rendering form) {
        return new String(form.bytes(report, LINKS), StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalGetsNoControlCharacterButTheColoursOfTheProgram() {
        for (GateReport report : reports) {
            String plain = ReportText.render(report, false, "https://gate.example/r/1");
            String coloured = ReportText.render(report, true, null);

            assertThat(INVISIBLE.matcher(plain).find()).isFalse();
            assertThat(INVISIBLE
                            .matcher(OWN_COLOUR.matcher(coloured).replaceAll(""))
                            .find())
                    .isFalse();
            assertThat(plain).startsWith("FAIL:").contains("exit code 1: regression");
        }
    }

    @Test
    void theCommentKeepsItsBudgetItsMarkersAndItsElements() {
        for (GateReport report : reports) {
            String comment = text(report, Rendering.COMMENT);

            assertThat(comment.length()).isLessThanOrEqualTo(65_536);
            assertThat(comment).startsWith("<!-- flamegate:v1 key=").endsWith(" -->\n");
            assertThat(comment.split("<!--", -1)).as("markers, each made here").hasSize(3);
            assertInert(comment, 2);
        }
    }

    @Test
    void theStateInTheMarkerIsThatOfThisGate() throws IOException {
        for (GateReport report : reports) {
            List<Comment> markers = Gfm.rendered(text(report, Rendering.COMMENT))
                    .nodeStream(Comment.class)
                    .toList();
            JsonNode state = JSON.readTree(markers.get(1).getData().replace("flamegate-state", ""));

            assertThat(state.path("gate").asText()).isEqualTo("hostile-1");
            assertThat(state.path("verdict").asText()).isEqualTo("FAIL");
        }
    }

    @Test
    void summariesAndChecksKeepTheirBudgetsAndElements() throws IOException {
        for (GateReport report : reports) {
            byte[] summary = Rendering.SUMMARY.bytes(report, LINKS);
            JsonNode check = JSON.readTree(Rendering.CHECK.bytes(report, LINKS));

            assertThat(summary.length).isLessThanOrEqualTo(1_048_576);
            assertInert(new String(summary, StandardCharsets.UTF_8), 0);
            assertThat(check.path("name").asText().length()).isLessThanOrEqualTo(255);
            assertThat(check.at("/output/title").asText()).startsWith("FAIL: ").hasSizeLessThanOrEqualTo(255);
            for (String part : List.of("summary", "text")) {
                String markdown = check.path("output").path(part).asText();
                assertThat(markdown.length()).isBetween(1, 65_535);
                assertInert(markdown, 0);
            }
            assertThat(check.at("/output/annotations"))
                    .hasSizeLessThanOrEqualTo(10)
                    .allSatisfy(HostileTextTest::isPlain);
        }
    }

    private static void isPlain(JsonNode object) {
        for (JsonNode value : object) {
            assertThat(INVISIBLE.matcher(value.asText()).find()).isFalse();
            assertThat(value.asText().length()).isLessThanOrEqualTo(64 * 1024);
        }
    }

    /** Whatever the names are, only elements that calm names give, no link but ours, no comment but the markers, nobody called. */
    private static void assertInert(String markdown, int comments) {
        Document html = Gfm.rendered(markdown);

        assertThat(html.getAllElements().stream().map(Element::tagName).distinct())
                .isSubsetOf(
                        "#root", "html", "head", "body", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th",
                        "td", "code", "pre", "a", "img", "details", "summary", "strong");
        assertThat(html.select("a").eachAttr("href"))
                .filteredOn(href -> !href.matches("mailto:.*@\u200b.*"))
                .as("links; GitHub takes no letter beyond ASCII for one of an address, as this parser does")
                .isSubsetOf("https://gate.example/r/1", PLACE);
        assertThat(html.select("img").eachAttr("src")).isSubsetOf("https://gate.example/i/1.svg");
        assertThat(html.select("details details, table table, [onerror], [onload], [style]"))
                .isEmpty();
        assertThat(html.nodeStream(Comment.class)).hasSize(comments);
        for (Element table : html.select("table")) {
            int columns = table.select("thead th").size();
            assertThat(table.select("tr")).allMatch(row -> row.childrenSize() == columns);
        }
        assertThat(markdown).as("orders to GitLab").doesNotContainPattern("(?m)^/");
        html.select("code, pre, a, img").remove();
        assertThat(Gfm.CALL.matcher(html.wholeText()).results().map(found -> found.group()))
                .isEmpty();
    }

    @Test
    void theJsonIsWhatTheSchemaSaysAndReadsBack() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(PageFiles.read("report.schema.json"));
        for (GateReport report : reports) {
            byte[] json = Rendering.JSON.bytes(report, LINKS);

            assertThat(schema.validate(JSON.readTree(json))).isEmpty();
            assertThat(ReportJson.write(ReportJson.read(json))).isEqualTo(json);
        }
    }

    @Test
    void sarifIsWhatItsSchemaSaysAndItsMessagesMakeNoLinks() throws IOException {
        for (GateReport report : reports) {
            JsonNode sarif = JSON.readTree(Rendering.SARIF.bytes(report, LINKS));

            assertThat(SarifTest.SCHEMA.validate(sarif)).isEmpty();
            for (JsonNode message : sarif.findValues("message")) {
                assertThat(message.path("text").asText().replace("\\\\", ""))
                        .doesNotContainPattern("(?<!\\\\)[\\[\\]]");
            }
            for (JsonNode place : sarif.findValues("uri")) {
                assertThat(place.asText()).matches("[\\w.*/%-]+").doesNotContain(":");
            }
        }
    }

    @Test
    void gitLabGetsAnEntryForEachFinding() throws IOException {
        for (GateReport report : reports) {
            JsonNode entries = JSON.readTree(Rendering.CODE_QUALITY.bytes(report, LINKS));

            assertThat(entries).hasSize(2 * 4);
            for (JsonNode entry : entries) {
                assertThat(entry.path("fingerprint").asText()).matches("[0-9a-f]{64}");
                assertThat(INVISIBLE.matcher(entry.path("description").asText()).find())
                        .isFalse();
                assertThat(entry.at("/location/path").asText()).isNotBlank();
            }
        }
    }

    @Test
    void junitHasACaseForTheVerdictTheCostAndEachRowAndNoOtherElement() throws Exception {
        for (GateReport report : reports) {
            org.w3c.dom.Document xml = xml(text(report, Rendering.JUNIT));

            assertThat(xml.getElementsByTagName("testcase").getLength())
                    .isEqualTo(2 * (2 + report.rows().size()));
            assertThat(elements(xml))
                    .isSubsetOf("testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped");
            assertThat(INVISIBLE
                            .matcher(xml.getDocumentElement().getTextContent())
                            .find())
                    .isFalse();
        }
    }

    @Test
    void picturesAreXmlWithoutScriptsLinksOrForeignElements() throws Exception {
        for (GateReport report : reports) {
            for (Rendering form : List.of(Rendering.BADGE, Rendering.PICTURE)) {
                String svg = text(report, form);
                org.w3c.dom.Document xml = xml(svg);

                assertThat(svg.length()).isLessThan(1_000_000);
                assertThat(elements(xml))
                        .doesNotContain("script", "a", "image", "foreignObject", "use", "animate", "set");
                assertThat(svg).doesNotContain("href", "<!ENTITY");
                NodeList all = xml.getElementsByTagName("*");
                for (int i = 0; i < all.getLength(); i++) {
                    for (int j = 0; j < all.item(i).getAttributes().getLength(); j++) {
                        assertThat(all.item(i).getAttributes().item(j).getNodeName())
                                .doesNotStartWith("on");
                    }
                }
            }
        }
    }

    @Test
    void treesAsTextHaveNoControlCharactersAndAsJsonAreJson() throws IOException {
        for (GateReport report : reports) {
            for (Rendering form : List.of(Rendering.FLAME_TEXT, Rendering.FLAME_DIFF, Rendering.FOLDED)) {
                assertThat(INVISIBLE.matcher(text(report, form)).find())
                        .as("%s", form)
                        .isFalse();
            }
            assertThat(JSON.readTree(Rendering.FLAMEBEARER.bytes(report, LINKS)).isObject())
                    .isTrue();
        }
    }

    @Test
    void thePageHasTheElementsOfACalmOneAndNothingInItRuns() {
        List<String> calm = tags(Jsoup.parse(ReportPage.html(HostileReports.calm())));
        for (GateReport report : reports) {
            Document page = Jsoup.parse(ReportPage.html(report));

            assertThat(tags(page)).isEqualTo(calm);
            assertThat(page.select("[href]").eachAttr("href"))
                    .allMatch(href -> href.startsWith("#frame=") || href.equals("data:,") || href.equals(PLACE));
            for (Element element : page.getAllElements()) {
                for (Attribute attribute : element.attributes()) {
                    assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("style");
                }
            }
            page.select("script, style").remove();
            assertThat(INVISIBLE.matcher(page.wholeText()).find()).isFalse();
        }
    }

    /** Names are set as code where they stand in sentences, and hostile ones have back-ticks of their own. */
    private static List<String> tags(Document page) {
        return page.body().getAllElements().stream()
                .map(Element::tagName)
                .filter(tag -> !Set.of("code", "path", "text", "p").contains(tag))
                .toList();
    }

    private static Set<String> elements(org.w3c.dom.Document xml) {
        Set<String> names = new TreeSet<>();
        NodeList all = xml.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            names.add(all.item(i).getNodeName());
        }
        return names;
    }

    static org.w3c.dom.Document xml(String text) throws Exception {
        var factory = javax.xml.parsers.DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
