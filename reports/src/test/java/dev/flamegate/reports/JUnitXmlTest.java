package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitXmlTest {

    private static Document xml(GateReport report) throws Exception {
        return HostileTextTest.xml(JUnitXml.of(report));
    }

    private static List<Element> elements(Document xml, String name) {
        NodeList found = xml.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<String> caseNames(Document xml, String outcome) {
        return elements(xml, outcome).stream()
                .map(element -> ((Element) element.getParentNode()).getAttribute("name"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void theCountsAreThoseOfTheCases(GateReport report) throws Exception {
        Document xml = xml(report);

        for (String holder : List.of("testsuites", "testsuite")) {
            Element element = elements(xml, holder).get(0);
            assertThat(element.getAttribute("tests"))
                    .isEqualTo("" + elements(xml, "testcase").size());
            assertThat(element.getAttribute("failures"))
                    .isEqualTo("" + elements(xml, "failure").size());
            assertThat(element.getAttribute("errors"))
                    .isEqualTo("" + elements(xml, "error").size());
            assertThat(element.getAttribute("skipped"))
                    .isEqualTo("" + elements(xml, "skipped").size());
        }
        assertThat(elements(xml, "testcase"))
                .extracting(element -> element.getAttribute("classname") + " " + element.getAttribute("name"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailHasTheVerdictAndEachCauseAsFailuresWithTheirNumbers() throws Exception {
        Document xml = xml(SampleReports.fail());

        assertThat(caseNames(xml, "failure"))
                .containsExactly("verdict", SampleReports.REPRICE + " (self)", SampleReports.COMPILE + " (self)");
        assertThat(elements(xml, "failure").get(1).getAttribute("message"))
                .isEqualTo("Cart.reprice takes 9.4 % of CPU, was 1.9 % (+7.5 points, 95 % sure of +7.0 to +8.0)");
        assertThat(elements(xml, "failure").get(1).getTextContent())
                .contains("Next: Look at the loop in Cart.total", "Cart.java:118", "adjusted p < 0.001");
    }

    @Test
    void aPassHasNothingButPassedCases() throws Exception {
        Document xml = xml(SampleReports.pass());

        assertThat(elements(xml, "testcase"))
                .hasSize(1 + SampleReports.pass().rows().size());
        assertThat(elements(xml, "failure")).isEmpty();
        assertThat(elements(xml, "error")).isEmpty();
        assertThat(elements(xml, "skipped")).isEmpty();
    }

    @Test
    void anInconclusiveIsAnErrorAndNeverAPass() throws Exception {
        Document xml = xml(SampleReports.inconclusive());

        assertThat(caseNames(xml, "error")).containsExactly("verdict");
        assertThat(elements(xml, "error").get(0).getTextContent()).contains("Wait until 3 more pods");
    }

    @Test
    void whereThePolicyLetsItThroughNothingFailsAndNothingIsCalledPassed() throws Exception {
        GateReport fail = SampleReports.fail();
        AppliedPolicy informational = new AppliedPolicy(
                AppliedPolicy.Source.QUESTION,
                ".flamegate.yml",
                "0123",
                true,
                Conclusion.NEUTRAL,
                "This gate is informational",
                List.of(),
                List.of(),
                List.of());
        Document xml = xml(SampleReports.under(fail, informational));

        assertThat(elements(xml, "failure")).isEmpty();
        assertThat(caseNames(xml, "skipped"))
                .contains("verdict", SampleReports.REPRICE + " (self)", SampleReports.COMPILE + " (self)");
    }

    @Test
    void anotherProfileTypeHasCasesOfAClassOfItsOwn() throws Exception {
        GateReport fail = SampleReports.fail();
        Document xml = xml(fail.with(List.of(fail)));

        assertThat(elements(xml, "testcase").stream().map(element -> element.getAttribute("classname")))
                .contains("flamegate.shop", "flamegate.shop.CPU")
                .hasSize(2 * (1 + fail.rows().size()));
    }

    @Test
    void aCostOfARequestThatFailsIsAFailureOfItsOwn() throws Exception {
        assertThat(caseNames(xml(SampleReports.costlier()), "failure")).containsExactly("verdict", "cost per request");
    }
}
