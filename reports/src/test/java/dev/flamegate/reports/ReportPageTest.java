package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {

    @Test
    void theFirstThingIsTheVerdictWithItsShape() {
        Document page = page(SampleReports.fail());

        assertThat(page.selectFirst("h1").text())
                .isEqualTo(Headline.of(SampleReports.fail()).replace("`", ""));
        assertThat(page.select("header svg.fail path")).hasSize(1);
        assertThat(page(SampleReports.pass()).select("header svg.pass circle")).hasSize(1);
        assertThat(page(SampleReports.inconclusive()).select("header svg.inconclusive path"))
                .hasSize(1);
    }

    @Test
    void whoseSideIsWhichIsSaidInWords() {
        List<String> heads =
                page(SampleReports.fail()).select(".sides thead th").eachText();

        assertThat(heads).containsExactly("baseline = left, before 1.0.0", "candidate = right, after 1.0.1");
    }

    @Test
    void aFindingHasItsSentencePlotPlaceCallersAndNextStep() {
        Element finding = page(SampleReports.fail()).selectFirst("article.finding");

        assertThat(finding.selectFirst("h3").text()).contains("Cart.reprice takes 9.4 % of CPU, was 1.9 %");
        assertThat(finding.select("svg.plot .dots")).hasSize(2);
        assertThat(finding.select("svg.plot .threshold, svg.plot .interval")).hasSize(2);
        assertThat(finding.select("dd").eachText())
                .contains(
                        "src/main/java/dev/flamegate/fixtures/shop/Cart.java:118",
                        "Look at the loop in Cart.total that calls it.");
        assertThat(finding.select("details li")).hasSize(2);
        assertThat(finding.select("a[href^=#frame=]")).hasSize(1);
        assertThat(finding.select("a[href^=https://git.example/]").attr("rel")).isEqualTo("noreferrer");
    }

    @Test
    void everyRowIsThereWithoutJavaScript() {
        Document page = page(SampleReports.fail());

        assertThat(page.select("#rows tbody tr"))
                .hasSameSizeAs(SampleReports.fail().rows());
        assertThat(page.select("#rows tbody tr details svg.plot"))
                .hasSameSizeAs(SampleReports.fail().rows());
        assertThat(page.select("[data-script]")).allMatch(element -> element.hasAttr("hidden"));
    }

    @Test
    void improvementsMovedCostPolicyAndTheCommandThatMakesItAgainHaveTheirPlaces() {
        Document page = page(SampleReports.fail());

        assertThat(page.select("h2").eachText())
                .containsSubsequence(
                        "What was compared",
                        "Findings",
                        "Differential flame graph",
                        "Everything that was tested",
                        "What could have been seen",
                        "Improvements",
                        "Moved cost",
                        "Policy and acknowledgements",
                        "Method",
                        "How to reproduce");
        assertThat(page.select("section[aria-labelledby=improved-title] tbody tr"))
                .hasSize(2)
                .allMatch(row -> row.text().contains("< 0.001"));
        assertThat(page.select("section[aria-labelledby=moved-title] li").eachText())
                .containsExactly("HashMap.get −0.1 points: now in Stock.get");
        assertThat(page.select("section[aria-labelledby=policy-title]").text())
                .contains("the service's settings", "Nothing is acknowledged");
        assertThat(page.select("pre.command").text()).isEqualTo("flamegate gate --replay fail-1");
    }

    @Test
    void aNewFunctionHasNoPercentageOfGrowthAnywhere() {
        assertThat(page(SampleReports.fail()).body().text()).doesNotContain("Infinity", "NaN", "394.7");
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void theEmbeddedReportIsTheReport(GateReport report) throws Exception {
        String json = page(report).selectFirst("script#report").data();

        assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        JsonMapper mapper = new JsonMapper();
        ObjectNode whole = (ObjectNode) mapper.readTree(ReportJson.write(ReportJson.read(ReportJson.write(report))));
        whole.putArray("others");
        assertThat(mapper.readTree(ReportJson.write(ReportJson.read(Unpacked.report(json)))))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void thePolicyLetsOnlyTheOwnStyleAndScriptRun(GateReport report) throws Exception {
        Document page = page(report);
        String policy =
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe");
        assertThat(policy)
                .contains("style-src '" + hash(page.select("style").get(0).data()));
        assertThat(page.select("script:not([type])")).hasSize(1);
        assertThat(policy)
                .contains("script-src '"
                        + hash(page.selectFirst("script:not([type])").data()));
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void nothingIsAskedOfAnyHostAndNothingRunsFromAnAttribute(GateReport report) {
        Document page = page(report);

        assertThat(page.select("img, iframe, object, embed, base, form[action], link[rel=stylesheet], script[src]"))
                .isEmpty();
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("style");
            }
        }
        assertThat(page.select("[href]").eachAttr("href"))
                .allMatch(href -> href.startsWith("#")
                        || href.equals("data:,")
                        || href.startsWith("https://git.example/shop/blob/"));
    }

    @Test
    void hostileNamesAddNoElementsAndNoInvisibleLetters() {
        List<String> calm = IntStream.range(0, SampleReports.hostileNames().size())
                .mapToObj(i -> "shop/Calm.name" + i)
                .toList();
        Document hostile = page(SampleReports.hostile());

        assertThat(tags(hostile)).isEqualTo(tags(page(SampleReports.hostile(calm))));
        assertThat(hostile.wholeText()).doesNotContainPattern("[\\u202a-\\u202e\\u2066-\\u2069\\u0000-\\u0008\\u001b]");
        assertThat(hostile.body().text()).contains("<img src=x onerror=alert(1)>", "{{verdict}} <!--each findings-->");
    }

    @Test
    void theJoinedScriptHasNoModulesLeftAndCannotEndItsElement() {
        assertThat(PageFiles.SCRIPT)
                .doesNotContainPattern("(?m)^(import|export) ")
                .doesNotContainIgnoringCase(
                        "</script", "<!--", "innerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    private static List<String> tags(Document page) {
        return page.getAllElements().stream()
                .map(Element::tagName)
                .filter(tag ->
                        !tag.equals("code") && !tag.equals("option") && !tag.equals("path") && !tag.equals("text"))
                .toList();
    }

    private static String hash(String content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    private static Document page(GateReport report) {
        return Jsoup.parse(ReportPage.html(report));
    }
}
