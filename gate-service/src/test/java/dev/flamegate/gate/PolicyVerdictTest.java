package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.reports.Acknowledged;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.ReportPage;
import dev.flamegate.reports.ReportText;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyVerdictTest {
    private static final Provenance DAY = new Provenance("2026-11-21T12:00:00Z", "test", 1, "flamegate replay id1");

    private static String acknowledged(String function, String bound, String expires) {
        return """
                acknowledgements:
                  - %s
                    service: shop
                    up_to: {%s}
                    reason: prices are rounded by country now
                    author: anna
                    expires: %s
                """.formatted(function, bound, expires);
    }

    private static Selection selection(Fleet baseline, Fleet candidate, int pods) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        baseline.run(selection, Side.BASELINE, pods, 3, 1);
        candidate.run(selection, Side.CANDIDATE, pods, 3, 2);
        return selection.build("shop", "1.0", "a", "1.1", "b");
    }

    private static GateReport judged(String yaml, Fleet candidate, int pods) {
        return judged(yaml, selection(Fleet.shop(), candidate, pods));
    }

    private static GateReport judged(String yaml, Selection selection) {
        FrozenGate.InForce policy =
                new FrozenGate.InForce(PolicyFile.read(".flamegate.yml", yaml), AppliedPolicy.Source.QUESTION);
        return new FrozenGate("id1", Look.ONLY, selection, List.of(), Policy.withDefaults(), Optional.of(policy), DAY)
                .answer()
                .report();
    }

    private static Fleet slower() {
        return Fleet.shop().stack("main;http;cart;Cart.reprice", 12);
    }

    private static List<String> causes(GateReport report) {
        return report.findings().stream()
                .map(finding -> report.rows().get(finding.row()).function())
                .toList();
    }

    @Test
    void aGrowthWithinItsAcknowledgementPassesAndIsListedInEveryRendering() {
        GateReport report =
                judged(acknowledged("function: Cart.reprice", "percent: 600, points: 12", "2026-12-31"), slower(), 8);

        assertThat(report.verdict()).as(report.reasons().toString()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).isEmpty();
        Acknowledged held = report.policy().acknowledgements().get(0);
        assertThat(held.state()).isEqualTo(Acknowledged.State.HELD);
        assertThat(held.sentence()).contains("`Cart.reprice` grew by ", "within +600 % and +12 points", "40 days left");
        assertThat(report.rows()
                        .get(java.util.Objects.requireNonNull(held.row()))
                        .function())
                .isEqualTo("Cart.reprice");
        assertThat(Headline.of(report)).startsWith("PASS: ").contains("apart from 1 acknowledged growth");
        for (String rendered : List.of(
                ReportText.render(report, false, null),
                ReportMarkdown.comment(report, new Links(null, null), 60_000),
                ReportPage.html(report))) {
            assertThat(rendered.replaceAll("\\s+", " "))
                    .contains("prices are rounded by country now")
                    .contains("anna");
        }
        assertThat(ReportJson.read(ReportJson.write(report)))
                .usingRecursiveComparison()
                .isEqualTo(report);
    }

    @ParameterizedTest
    @CsvSource({
        "'percent: 50', 2026-12-31, EXCEEDED, exceeded",
        "'points: 0.5', 2026-12-31, EXCEEDED, exceeded",
        "'percent: 600', 2026-11-20, EXPIRED, expired",
    })
    void anExceededOrExpiredAcknowledgementFailsAgainAndSaysSo(
            String bound, String expires, Acknowledged.State state, String word) {
        GateReport report = judged(acknowledged("function: Cart.reprice", bound, expires), slower(), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(causes(report)).containsExactly("Cart.reprice");
        assertThat(report.findings().get(0).explanation())
                .contains("Its acknowledgement ")
                .contains(word);
        Acknowledged spent = report.policy().acknowledgements().get(0);
        assertThat(spent.state()).isEqualTo(state);
        assertThat(spent.sentence()).contains("Acknowledgement " + word);
    }

    @Test
    void itHoldsOnItsLastDay() {
        GateReport report = judged(acknowledged("function: Cart.reprice", "percent: 600", "2026-11-21"), slower(), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.policy().acknowledgements().get(0).sentence()).contains("its last day");
    }

    @Test
    void aNewFunctionNeedsABoundInPoints() {
        Fleet audited = Fleet.shop().stack("main;http;cart;Cart.audit", 6);

        GateReport byPercent = judged(acknowledged("function: Cart.audit", "percent: 1000", "2026-12-31"), audited, 8);
        GateReport byPoints = judged(acknowledged("function: Cart.audit", "points: 8", "2026-12-31"), audited, 8);

        assertThat(byPercent.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(byPercent.policy().acknowledgements().get(0).sentence()).contains("no bound in per cent covers it");
        assertThat(byPoints.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anAcknowledgementOfAnotherFunctionOrServiceExcusesNothing() {
        String other = acknowledged("function: Rank.sort", "percent: 600", "2026-12-31");
        String elsewhere = acknowledged("function: Cart.reprice", "percent: 600", "2026-12-31")
                .replace("service: shop", "service: billing");

        GateReport report = judged(other, slower(), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.policy().acknowledgements().get(0).state()).isEqualTo(Acknowledged.State.UNUSED);
        assertThat(judged(elsewhere, slower(), 8).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judged(elsewhere, slower(), 8).policy().acknowledgements()).isEmpty();
    }

    @Test
    void whatIsNotAcknowledgedFailsBesideWhatIs() {
        Fleet both = slower().stack("main;http;search;Rank.sort", 45);
        GateReport report = judged(acknowledged("function: Cart.reprice", "percent: 600", "2026-12-31"), both, 8);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(causes(report)).containsExactly("Rank.sort");
        assertThat(report.policy().acknowledgements().get(0).state()).isEqualTo(Acknowledged.State.HELD);
    }

    @Test
    void anIgnoredFunctionIsListedAndCannotFailNorItsCallersForIt() {
        GateReport report = judged("ignore: ['Cart.re*']\n", slower(), 8);

        assertThat(report.verdict()).as(report.reasons().toString()).isEqualTo(Verdict.PASS);
        assertThat(report.policy().ignored()).hasSize(1);
        assertThat(report.rows().get(report.policy().ignored().get(0)).function())
                .isEqualTo("Cart.reprice");
        assertThat(ReportText.render(report, false, null)).contains("Ignored: `Cart.reprice`");
        assertThat(Headline.of(report)).contains("apart from 1 of ignored functions");
    }

    @Test
    void informationalShowsTheVerdictAndStopsNothing() {
        GateReport fail = judged("informational: true\n", slower(), 8);
        GateReport pass = judged("informational: true\n", Fleet.shop(), 8);

        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fail.policy().conclusion()).isEqualTo(Conclusion.NEUTRAL);
        assertThat(Headline.of(fail)).startsWith("FAIL (informational): `Cart.reprice`");
        assertThat(ReportText.render(fail, false, null)).contains("exit code 0", "This gate is informational");
        assertThat(pass.policy().conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', FAILURE",
        "'inconclusive: neutral', NEUTRAL",
        "'inconclusive: pass', SUCCESS",
        "'inconclusive: fail', FAILURE"
    })
    void whatInconclusiveMeansIsSaidByThePolicyAndTheWordStays(String yaml, Conclusion conclusion) {
        GateReport report = judged(yaml, Fleet.shop(), 2);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.policy().conclusion()).isEqualTo(conclusion);
    }

    @Test
    void dataThatIsMissingNeverSucceedsByAWordAboutInconclusive() {
        SelectionBuilder noBaseline = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(noBaseline, Side.CANDIDATE, 5, 3, 2);
        SelectionBuilder noCandidate = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(noCandidate, Side.BASELINE, 5, 3, 2);
        Selection first = noBaseline.build("shop", "1.0", "a", "1.1", "b");
        Selection failed = noCandidate.build("shop", "1.0", "a", "1.1", "b");

        assertThat(judged("inconclusive: pass", first).policy().conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(judged("require_baseline: false", first).policy().conclusion())
                .isEqualTo(Conclusion.NEUTRAL);
        assertThat(judged("inconclusive: pass\nrequire_baseline: false", failed)
                        .policy()
                        .conclusion())
                .isEqualTo(Conclusion.FAILURE);
    }

    @Test
    void aPatternMayHaveALargerThresholdOfItsOwn() {
        String lax = "functions:\n  - pattern: Cart.**\n    threshold: {points: 10}\n    must_detect: {points: 15}\n";
        GateReport report = judged(lax, slower(), 8);
        Row row = row(report, "Cart.reprice");

        assertThat(row.evidence().materialSize()).isEqualTo(0.1);
        assertThat(row.evidence().mustDetectSize()).isEqualTo(0.15);
        assertThat(causes(report)).doesNotContain("Cart.reprice");
        assertThat(report.policy().settings().toString())
                .contains("Cart.**", "fails from 10 points; PASS rules out 15 points");
    }

    /** A function of a thousandth of all samples is too small to be tested by the default sizes. */
    @Test
    void aPatternMayHaveASmallerThresholdAndIsThenLookedAtAtAll() {
        Fleet before = Fleet.shop()
                .stack("main;http;cart;Pay.sign", 0.1)
                .samplesPerWindow(200_000)
                .podNoise(0.01);
        Fleet after = Fleet.shop()
                .stack("main;http;cart;Pay.sign", 0.2)
                .samplesPerWindow(200_000)
                .podNoise(0.01);
        Selection selection = selection(before, after, 8);
        String strict = "functions:\n  - pattern: Pay.*\n    threshold: {points: 0.05, percent: 2}\n";

        GateReport usual = judged("", selection);
        GateReport strictly = judged(strict, selection);

        assertThat(usual.rows()).extracting(Row::function).doesNotContain("Pay.sign");
        assertThat(usual.verdict()).isNotEqualTo(Verdict.FAIL);
        assertThat(strictly.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(causes(strictly)).containsExactly("Pay.sign");
    }

    @Test
    void aRuleForAnotherProfileTypeChangesNothing() {
        String yaml = "functions:\n  - pattern: Cart.**\n    types: [alloc_space]\n    threshold: {points: 20}\n"
                + "types:\n  alloc_space:\n    threshold: {points: 50}\n";
        assertThat(judged(yaml, slower(), 8).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judged(yaml.replace("alloc_space", "cpu"), slower(), 8).findings())
                .isEmpty();
    }

    @Test
    void findingsNameTheirOwners() {
        GateReport report = judged("owners:\n  - pattern: Cart.*\n    owners: ['@acme/cart', zoe]\n", slower(), 8);
        Finding finding = report.findings().get(0);

        assertThat(finding.owners()).containsExactly("@acme/cart", "zoe");
        assertThat(ReportText.render(report, false, null)).contains("owners: @acme/cart, zoe");
        assertThat(ReportPage.html(report)).contains("@acme/cart, zoe");
    }

    @Test
    void theCostOfARequestCanBeAcknowledgedAsWell() {
        Fleet costlier = Fleet.shop().samplesPerWindow(2300).requestsPerWindow(1000, 0.01);
        Selection selection = selection(Fleet.shop().requestsPerWindow(1000, 0.01), costlier, 8);

        GateReport unsaid = judged("", selection);
        GateReport held = judged(acknowledged("request_cost: true", "percent: 20", "2026-12-31"), selection);
        GateReport exceeded = judged(acknowledged("request_cost: true", "percent: 10", "2026-12-31"), selection);

        assertThat(unsaid.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(held.verdict()).as(held.reasons().toString()).isEqualTo(Verdict.PASS);
        assertThat(Headline.of(held)).contains("per request grew by 1", "which is acknowledged");
        assertThat(held.policy().acknowledgements().get(0).state()).isEqualTo(Acknowledged.State.HELD);
        assertThat(exceeded.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(exceeded.policy().acknowledgements().get(0).sentence()).contains("only +10 % until 2026-12-31");
    }

    @Test
    void theReportNamesTheFileItsHashAndWhatDiffersFromTheDefaults() {
        GateReport report = judged("alpha: 0.02\nthreshold: {points: 1}\n", Fleet.shop(), 8);

        assertThat(report.policy().source()).isEqualTo(AppliedPolicy.Source.QUESTION);
        assertThat(report.policy().name()).isEqualTo(".flamegate.yml");
        assertThat(report.policy().hash()).hasSize(64);
        assertThat(report.policy().settings().toString())
                .contains("error rate", "2 %", "1 points and 5 % of the function");
        assertThat(ReportText.render(report, false, null)).contains("`.flamegate.yml`, sent with the question");
    }

    private static Row row(GateReport report, String function) {
        return report.rows().stream()
                .filter(row -> row.function().equals(function) && row.measure() == Measure.SELF)
                .findFirst()
                .orElseThrow();
    }
}
