package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FlameGraphSvgTest {

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void thePictureIsXmlWithTitleDescriptionAndNothingThatRunsOrLoads(GateReport report) throws Exception {
        Element svg = parse(report);

        assertThat(svg.getAttribute("width")).isEqualTo("880");
        assertThat(texts(svg, "title").get(0)).startsWith(report.verdict().name());
        assertThat(texts(svg, "desc")).hasSize(1);
        for (String element : List.of("script", "foreignObject", "image", "a", "use")) {
            assertThat(texts(svg, element)).isEmpty();
        }
        assertThat(FlameGraphSvg.svg(report)).doesNotContain("href", "@import");
        assertThat(attributes(svg)).noneMatch(name -> name.startsWith("on") || name.equals("style"));
    }

    @Test
    void everyFindingIsNamedAndNumberedInTheGraph() throws Exception {
        List<String> texts = texts(parse(SampleReports.fail()), "text");

        assertThat(texts).anyMatch(text -> text.startsWith("d.f.f.shop.Cart.reprice1.9 % → 9.4 % self, +7.5 points"));
        assertThat(texts.stream().filter("1"::equals)).hasSize(2);
        assertThat(texts.stream().filter("2"::equals)).hasSize(2);
    }

    @Test
    void fiftyThousandNodesStaySmall() {
        String svg = FlameGraphSvg.svg(SampleReports.large(50_000));

        assertThat(svg.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(svg).contains("levels more", "each too narrow to draw");
    }

    @Test
    void aFindingIsShownHoweverDeepItIs() throws Exception {
        TreeMaker tree = new TreeMaker();
        StringBuilder stack = new StringBuilder();
        for (int level = 0; level < 300; level++) {
            stack.append("Frame").append(level).append(".run;");
            tree.stack(stack + "Other" + level + ".leaf", level % 40 == 0 ? 1000 : 0, level % 40 == 0 ? 1000 : 0);
        }
        GateReport fail = SampleReports.fail();
        tree.stack(stack + SampleReports.REPRICE, 20, 100);
        Element svg = parse(withTree(fail, tree.tree(fail.rows())));

        assertThat(texts(svg, "text").stream().filter("1"::equals)).hasSize(2);
        assertThat(texts(svg, "text")).anyMatch(text -> text.matches("⋯ \\d+ frames"));
        assertThat(Integer.parseInt(svg.getAttribute("height"))).isLessThan(1000);
    }

    @Test
    void itIsDarkWhereTheReaderPrefersThat() throws Exception {
        assertThat(texts(parse(SampleReports.fail()), "style").get(0))
                .startsWith("@media (prefers-color-scheme: dark)")
                .contains(".background{fill:#0d1117}");
    }

    @Test
    void movedCostIsLinkedFromWhereItWasToWhereItIs() throws Exception {
        Drawing drawing = ReportDrawing.of(MovedSample.report());

        assertThat(drawing.shapes().stream().filter(Drawing.Link.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(Drawing.Link.class, link -> {
                    assertThat(link.fromX()).isLessThan(link.toX());
                    assertThat(link.bendY()).isGreaterThan(link.fromY());
                });
        assertThat(texts(parse(MovedSample.report()), "text")).anyMatch(text -> text.contains("table −20.5"));
    }

    /** Frames quote the row of the total, the finding may be of the self. */
    @Test
    void aFindingOfSelfIsNumberedWhereItsFramesHaveTheRowOfTheTotal() throws Exception {
        GateReport fail = SampleReports.fail();
        Row self = fail.rows().get(5);
        List<Row> rows = new ArrayList<>(fail.rows());
        rows.add(new Row(self.function(), Measure.TOTAL, self.change(), false, self.evidence()));
        TreeMaker tree =
                new TreeMaker().stack("main;" + self.function(), 20, 100).stack("main;other", 80, 80);
        DiffTree marked = tree.tree(rows);
        int[] quoted = marked.jsonRows().clone();
        for (int node = 0; node < quoted.length; node++) {
            quoted[node] = quoted[node] == 5 ? rows.size() - 1 : quoted[node];
        }
        DiffTree byTotal = new DiffTree(
                marked.jsonNames(),
                marked.jsonParents(),
                marked.jsonNameOfNode(),
                marked.jsonBaselineSelf(),
                marked.jsonCandidateSelf(),
                marked.jsonMarks(),
                quoted);

        List<String> texts = texts(parse(MovedSample.withRows(fail, rows, byTotal)), "text");
        assertThat(texts.stream().filter("1"::equals)).hasSize(2);
    }

    static GateReport withTree(GateReport report, DiffTree tree) {
        return new GateReport(
                report.schema(),
                report.id(),
                report.verdict(),
                report.reasons(),
                report.caveats(),
                report.subject(),
                report.checks(),
                report.findings(),
                report.requestCost(),
                report.improvements(),
                report.sensitivity(),
                report.rows(),
                report.method(),
                report.provenance(),
                tree);
    }

    private static Element parse(GateReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(FlameGraphSvg.svg(report))))
                .getDocumentElement();
    }

    private static Set<String> attributes(Element root) {
        Set<String> names = new TreeSet<>();
        NodeList elements = root.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            NamedNodeMap attributes = elements.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                names.add(attributes.item(j).getNodeName());
            }
        }
        return names;
    }

    private static List<String> texts(Element root, String element) {
        NodeList nodes = root.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
