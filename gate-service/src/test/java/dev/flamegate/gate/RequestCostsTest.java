package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.RequestCost;
import dev.flamegate.reports.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCostsTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff");
    private static final long MINUTE = 60_000_000_000L;
    private static final long START = 1_760_000_000_000_000_000L;
    private static final double NOISE = 0.04;

    private static Fleet served() {
        return Fleet.shop().requestsPerWindow(1000, NOISE);
    }

    private static GateReport compare(Fleet baseline, Fleet candidate, int pods, long seed) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        baseline.run(selection, Side.BASELINE, pods, 3, seed);
        candidate.run(selection, Side.CANDIDATE, pods, 3, seed + 1);
        return evaluate(selection);
    }

    private static GateReport evaluate(SelectionBuilder selection) {
        return new Evaluation(Policy.withDefaults())
                .evaluate(selection.build("shop", "1.0", "a", "1.1", "b"), "id1", HERE);
    }

    private static RequestCost cost(GateReport report) {
        RequestCost cost = report.requestCost();
        assertThat(cost).isNotNull();
        return cost;
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    @Test
    void fifteenPerCentMoreOfEverythingFailsWithoutAFinding() {
        int failed = 0;
        for (int run = 0; run < 20; run++) {
            GateReport report = compare(served(), served().samplesPerWindow(2300), 10, 10 + 2 * run);
            failed += report.verdict() == Verdict.FAIL ? 1 : 0;
            assertThat(report.findings()).isEmpty();
        }

        assertThat(failed).isGreaterThanOrEqualTo(19);
    }

    @Test
    void theReportOfAUniformSlowdownHasItsEvidence() {
        GateReport report = compare(served(), served().samplesPerWindow(2300), 10, 10);

        RequestCost cost = cost(report);
        assertThat(cost.fails()).isTrue();
        assertThat(cost.growth()).isCloseTo(0.15, within(0.06));
        assertThat(cost.intervalLow()).isLessThan(cost.growth());
        assertThat(cost.baselineCost()).isCloseTo(2.0 * Fleet.PERIOD, within(0.1 * Fleet.PERIOD));
        assertThat(cost.baselinePods()).hasSize(10);
        assertThat(cost.groups()).isEqualTo(1);
        assertThat(cost.nextStep()).contains("all requests share");
        assertThat(report.subject().baseline().requests()).isCloseTo(30_000, within(2000.0));
        assertThat(codes(report.caveats())).doesNotContain("shares-only");
    }

    /** The rows have an error rate of their own: in one of these runs an entry point grows by chance. */
    @Test
    void theSameCodeUnderTwiceTheTrafficCostsTheSame() {
        int passed = 0;
        for (int run = 0; run < 20; run++) {
            GateReport report = compare(
                    served(), Fleet.shop().samplesPerWindow(4000).requestsPerWindow(2000, NOISE), 10, 100 + 2 * run);

            assertThat(cost(report).equivalent()).isTrue();
            assertThat(report.verdict()).isNotEqualTo(Verdict.FAIL);
            passed += report.verdict() == Verdict.PASS ? 1 : 0;
        }

        assertThat(passed).isGreaterThanOrEqualTo(19);
    }

    @Test
    void costsThatVaryTooMuchAreInconclusiveWithTheSmallestDetectableGrowthAndHowManyPodsItTakes() {
        Fleet noisy = Fleet.shop().requestsPerWindow(1000, 0.3);

        GateReport report = compare(noisy, noisy, 8, 5);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        Reason reason = report.reasons().get(0);
        assertThat(reason.code()).isEqualTo("request-cost-not-ruled-out");
        assertThat(reason.sentence()).contains("all kinds of requests together", "the smallest that");
        assertThat(reason.remedy()).containsPattern("About \\d+ pods a side \\(now 8\\)");
        assertThat(cost(report).fails()).isFalse();
    }

    @Test
    void aSlowerFunctionAndTheCostItMakesAreBothShown() {
        GateReport report = compare(
                served(), served().stack("main;http;cart;Cart.reprice", 32).samplesPerWindow(2600), 10, 3);

        assertThat(report.findings()).isNotEmpty();
        assertThat(cost(report).fails()).isTrue();
        assertThat(cost(report).nextStep()).startsWith("Begin with the findings");
    }

    @Test
    void withoutAnyCountTheReportSaysSoAndHowToSendThem() {
        GateReport report = compare(Fleet.shop(), Fleet.shop(), 8, 1);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.requestCost()).isNull();
        Reason caveat = report.caveats().get(0);
        assertThat(caveat.code()).isEqualTo("shares-only");
        assertThat(caveat.sentence()).endsWith("by any pod of the baseline and by any pod of the candidate");
        assertThat(caveat.remedy()).contains("requests=N", "requests.csv");
    }

    @Test
    void aPodThatSaysItForSomeOfItsWindowsOnlyDoesNotSayIt() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        served().run(selection, Side.BASELINE, 5, 2, 1);
        served().run(selection, Side.CANDIDATE, 5, 2, 2);
        selection.add(Side.CANDIDATE, "pod-3", Fleet.shop().exact(Labels.EMPTY, START), 0);

        GateReport report = evaluate(selection);

        assertThat(report.requestCost()).isNull();
        assertThat(report.subject().baseline().requests()).isNotNull();
        assertThat(report.subject().candidate().requests()).isNull();
        assertThat(report.caveats().get(0).sentence()).endsWith("by `pod-3` of the candidate");
    }

    @Test
    void aPodWithoutASingleRequestIsLeftOutAndSaid() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        served().run(selection, Side.BASELINE, 6, 2, 1);
        served().run(selection, Side.CANDIDATE, 6, 2, 2);
        selection.add(Side.CANDIDATE, "idle", exact(START, 20, 0), 0);

        GateReport report = evaluate(selection);

        assertThat(cost(report).candidatePods())
                .extracting(RequestCost.PodCost::pod)
                .doesNotContain("idle");
        assertThat(report.caveats())
                .extracting(Reason::sentence)
                .anyMatch(sentence -> sentence.contains("1 of 7 candidate pods were left out"));
    }

    @Test
    void noRequestAtAllIsInconclusiveNeverAPass() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        for (int pod = 0; pod < 6; pod++) {
            selection.add(Side.BASELINE, "pod-" + pod, exact(START, 20, 500), 0);
            selection.add(Side.CANDIDATE, "pod-" + pod, exact(START, 20, 0), 0);
        }

        GateReport report = evaluate(selection);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(codes(report.reasons())).containsExactly("request-cost-not-comparable");
    }

    /** The machine was half as fast for every other pair of pods. */
    @Test
    void podsThatRanInTurnsAreComparedWithThoseOfTheirTime() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        for (int pod = 0; pod < 6; pod++) {
            long start = START + pod * MINUTE;
            int machine = pod % 2 == 0 ? 20 : 40;
            selection.add(Side.BASELINE, "pod-" + pod, exact(start, machine, 500 + pod), 0);
            selection.add(Side.CANDIDATE, "pod-" + pod, exact(start, machine, 430 + pod), 0);
        }

        GateReport report = evaluate(selection);

        assertThat(cost(report).groups()).isEqualTo(6);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(cost(report).growth()).isCloseTo(0.162, within(0.01));
    }

    private static Profile exact(long start, int times, double requests) {
        Fleet fleet = new Fleet();
        fleet.stack("main;http;cart;Cart.list", 10 * times)
                .stack("main;http;search;Rank.sort", 25 * times)
                .stack("main;gc", 5 * times);
        return fleet.exact(Labels.EMPTY, start).withRequests(requests);
    }
}
