package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.reports.Change;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Setting;
import dev.flamegate.reports.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff");

    private static GateReport compare(Fleet baseline, Fleet candidate, int pods) {
        return compare(baseline, candidate, pods, 0);
    }

    private static GateReport compare(Fleet baseline, Fleet candidate, int pods, long candidateDelayNanos) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        baseline.run(selection, Side.BASELINE, pods, 3, 1);
        candidate.run(selection, Side.CANDIDATE, pods, 3, 2, candidateDelayNanos);
        return evaluate(selection);
    }

    private static GateReport evaluate(SelectionBuilder selection) {
        return new Evaluation(Policy.withDefaults())
                .evaluate(selection.build("shop", "1.0", "a", "1.1", "b"), "id1", HERE);
    }

    private static Row row(GateReport report, String function, Measure measure) {
        return report.rows().stream()
                .filter(row -> row.function().equals(function) && row.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameProgramPasses() {
        GateReport report = compare(Fleet.shop(), Fleet.shop(), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.rows()).allMatch(Row::equivalent).allMatch(row -> row.change() instanceof Change.Unchanged);
        assertThat(report.improvements()).isEmpty();
    }

    @Test
    void twiceTheTrafficPasses() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().samplesPerWindow(4000), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.subject().candidate().samples())
                .isGreaterThan(1.9 * report.subject().baseline().samples());
    }

    @Test
    void aSlowerFunctionFailsAsOneFindingWithItsCallersFoldedIn() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.reprice", 12), 8);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.findings()).hasSize(1);
        Finding finding = report.findings().get(0);
        Row cause = report.rows().get(finding.row());
        assertThat(cause.function()).isEqualTo("Cart.reprice");
        assertThat(cause.measure()).isEqualTo(Measure.SELF);
        assertThat(cause.change().points()).isCloseTo(100 * (12 / 110.0 - 2 / 100.0), within(1.0));
        assertThat(cause.evidence().adjustedP()).isLessThan(0.001);
        assertThat(finding.callers())
                .extracting(caller -> report.rows().get(caller).function())
                .containsSubsequence("Cart.reprice", "cart");
        assertThat(finding.place()).isNotNull();
    }

    @Test
    void aNewFunctionIsNewAndHasNoPercentage() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.audit", 6), 8);

        Row cause = report.rows().get(report.findings().get(0).row());
        assertThat(cause.function()).isEqualTo("Cart.audit");
        assertThat(cause.change()).isInstanceOf(Change.Appeared.class);
    }

    @Test
    void neighboursOfAGrownFunctionAreNotImprovements() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.reprice", 30), 8);

        Evidence neighbour = row(report, "Rank.sort", Measure.SELF).evidence();
        assertThat(neighbour.candidateShare() - neighbour.baselineShare()).isLessThan(-0.04);
        assertThat(report.improvements()).isEmpty();
        assertThat(row(report, "Rank.sort", Measure.SELF).change()).isInstanceOf(Change.Unchanged.class);
    }

    @Test
    void anOptimisationPassesAndItsNeighboursDoNotGrow() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().stack("main;http;search;Index.lookup", 4), 20);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(names(report, report.improvements())).contains("Index.lookup");
        assertThat(row(report, "Rank.sort", Measure.SELF).change()).isInstanceOf(Change.Unchanged.class);
        assertThat(row(report, "Rank.sort", Measure.SELF).evidence().delta()).isCloseTo(0, within(0.01));
        assertThat(report.caveats()).anyMatch(caveat -> caveat.code().equals("improved-left-out"));
    }

    @Test
    void anOptimisationDoesNotHideAGrowthElsewhere() {
        GateReport report = compare(
                Fleet.shop(),
                Fleet.shop().stack("main;http;search;Index.lookup", 4).stack("main;http;cart;Cart.reprice", 8),
                20);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(names(report, report.findings().stream().map(Finding::row).toList()))
                .containsExactly("Cart.reprice");
        assertThat(names(report, report.improvements())).contains("Index.lookup");
    }

    /** Every request costs what it did before: there are only more searches. */
    @Test
    void anotherMixOfRequestsIsNoRegression() {
        GateReport report = compare(Fleet.router(1), Fleet.router(2), 10);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("traffic-mix");
        assertThat(report.reasons().get(0).sentence()).contains("search");
        assertThat(row(report, "Rank.sort", Measure.SELF).evidence().delta()).isCloseTo(0, within(0.01));
        assertThat(report.method())
                .anyMatch(line ->
                        line.name().equals("entry points") && line.value().startsWith("cart, search, render"));
    }

    @Test
    void aSlowerFunctionFailsUnderAnotherMixOfRequestsToo() {
        GateReport report = compare(Fleet.router(1), Fleet.router(2).stack("main;route;cart;Cart.reprice", 9), 10);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(names(report, report.findings().stream().map(Finding::row).toList()))
                .containsExactly("Cart.reprice");
    }

    @Test
    void aRenamedFunctionMoved() {
        movesButDoesNotFail("main;http;cart;Cart.list", 10, 0, "main;http;cart;Basket.show", 0, 10);
    }

    @Test
    void workHandedToASiblingMoved() {
        movesButDoesNotFail("main;http;cart;Cart.list", 10, 4, "main;http;cart;Cart.reprice", 2, 8);
    }

    @Test
    void anExtractedFunctionMoved() {
        movesButDoesNotFail("main;http;search;Rank.sort", 25, 15, "main;http;search;Rank.sort;Rank.swap", 0, 10);
    }

    @Test
    void anInlinedFunctionMoved() {
        movesButDoesNotFail("main;http;render;Html.escape;Strings.copy", 9, 0, "main;http;render;Html.escape", 18, 27);
    }

    private static void movesButDoesNotFail(
            String giver, double before, double after, String taker, double takerBefore, double takerAfter) {
        GateReport report = compare(
                Fleet.shop().stack(giver, before).stack(taker, takerBefore),
                Fleet.shop().stack(giver, after).stack(taker, takerAfter),
                12);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        String name = taker.substring(taker.lastIndexOf(';') + 1);
        String other = giver.substring(giver.lastIndexOf(';') + 1);
        assertThat(row(report, name, Measure.SELF).change())
                .isInstanceOfSatisfying(
                        Change.Moved.class,
                        moved -> assertThat(moved.counterpart()).isEqualTo(other));
        assertThat(names(report, report.improvements())).doesNotContain(other);
        assertThat(report.caveats()).anyMatch(caveat -> caveat.code().equals("moved"));
    }

    @Test
    void anImprovementOfAStrangerDoesNotExcuseAGrowth() {
        GateReport report = compare(
                Fleet.shop(),
                Fleet.shop().stack("main;http;render;Html.escape", 10).stack("main;http;cart;Cart.reprice", 10),
                12);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    private static List<String> names(GateReport report, List<Integer> rows) {
        return rows.stream().map(row -> report.rows().get(row).function()).toList();
    }

    @Test
    void aFunctionThatIsGoneIsVanished() {
        GateReport report = compare(Fleet.shop().stack("main;http;cart;Old.path", 4), Fleet.shop(), 8);

        assertThat(row(report, "Old.path", Measure.SELF).change()).isInstanceOf(Change.Vanished.class);
        assertThat(report.tree().mark(node(report.tree(), "Old.path"))).isEqualTo(DiffTree.Mark.VANISHED);
    }

    @Test
    void recursionIsCountedOnce() {
        GateReport report = compare(Fleet.shop(), Fleet.shop(), 8);

        double total = row(report, "search", Measure.TOTAL).evidence().baselineShare();
        assertThat(total).isCloseTo(0.53, within(0.03));
        // Index.lookup calls itself: 20 % + 8 %, not 20 % + 8 % + 8 %
        assertThat(row(report, "Index.lookup", Measure.SELF).evidence().baselineShare())
                .isCloseTo(0.28, within(0.03));
    }

    @Test
    void twoPodsAreTooFewWhateverTheySay() {
        GateReport report = compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.reprice", 50), 2);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).sentence()).contains("2");
    }

    @Test
    void noisyPodsAreInconclusiveAndSayWhatWouldSettleIt() {
        GateReport report = compare(Fleet.shop().podNoise(0.6), Fleet.shop().podNoise(0.6), 4);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("not-ruled-out");
        assertThat(report.reasons().get(0).remedy())
                .containsPattern("About \\d+ pods a side")
                .contains("differences between pods are what limits it");
    }

    @Test
    void fewSamplesAreInconclusiveAndLongerProfilesWouldSettleIt() {
        GateReport report = compare(
                Fleet.shop().podNoise(0).samplesPerWindow(75),
                Fleet.shop().podNoise(0).samplesPerWindow(75),
                4);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).remedy())
                .containsPattern("or profiles \\d+\\.\\d times as long: samples are what limits it");
        assertThat(report.method())
                .anyMatch(line ->
                        line.name().equals("effective pods") && line.value().startsWith("4.0 baseline"));
    }

    /** Search grew and cart shrank, both entry points: that is traffic, not code handed from one to the other. */
    @Test
    void costDoesNotMoveBetweenEntryPoints() {
        GateReport report = compare(
                Fleet.router(1).stack("main;route;cart;Cart.list", 30),
                Fleet.router(2).stack("main;route;cart;Cart.list", 10),
                10);

        assertThat(report.caveats()).noneMatch(caveat -> caveat.sentence().contains("of `search` are no longer in"));
    }

    @Test
    void yesterdayAgainstTodayIsNotCompared() {
        GateReport report =
                compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.reprice", 30), 8, 86_400_000_000_000L);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("not-concurrent");
        assertThat(report.tree().size()).as("the picture is drawn all the same").isGreaterThan(5);
        assertThat(report.tree().mark(node(report.tree(), "Cart.reprice"))).isEqualTo(DiffTree.Mark.NEUTRAL);
    }

    @Test
    void aSideWithoutDataIsInconclusive() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(selection, Side.BASELINE, 5, 2, 1);

        GateReport report = evaluate(selection);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("no-candidate-data");
    }

    @Test
    void theTreesTotalsAreTheSumsOfTheProfiles() {
        SelectionBuilder builder = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(builder, Side.BASELINE, 5, 2, 1);
        Fleet.shop().run(builder, Side.CANDIDATE, 5, 2, 2);
        Selection selection = builder.build("shop", "1.0", "a", "1.1", "b");

        GateReport report = new Evaluation(Policy.withDefaults()).evaluate(selection, "id1", HERE);

        assertThat(report.tree().baselineTotals()[0]).isCloseTo(total(selection.baseline()), within(1.0));
        assertThat(report.tree().candidateTotals()[0]).isCloseTo(total(selection.candidate()), within(1.0));
    }

    @Test
    void thePathToTheCauseIsMarkedAndNothingElse() {
        DiffTree tree = compare(Fleet.shop(), Fleet.shop().stack("main;http;cart;Cart.reprice", 12), 8)
                .tree();

        assertThat(tree.mark(node(tree, "Cart.reprice"))).isEqualTo(DiffTree.Mark.GREW);
        assertThat(tree.mark(node(tree, "cart"))).isEqualTo(DiffTree.Mark.GREW);
        assertThat(tree.mark(node(tree, "Rank.sort"))).isEqualTo(DiffTree.Mark.NEUTRAL);
        assertThat(tree.mark(node(tree, "Cart.list"))).isEqualTo(DiffTree.Mark.NEUTRAL);
    }

    @Test
    void theSameSelectionGivesTheSameReport() {
        assertThat(compare(Fleet.shop(), Fleet.shop(), 5).rows())
                .isEqualTo(compare(Fleet.shop(), Fleet.shop(), 5).rows());
    }

    private static double total(Selection.Cohort cohort) {
        return cohort.pods().stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToDouble(window -> window.vector().total())
                .sum();
    }

    private static int node(DiffTree tree, String name) {
        List<Integer> nodes = IntStream.range(0, tree.size())
                .filter(node -> tree.name(node).equals(name))
                .boxed()
                .toList();
        assertThat(nodes).isNotEmpty();
        return nodes.get(0);
    }

    @Test
    void anEarlyLookMaySpendLittleAndSaysSoFar() {
        SelectionBuilder growing = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(growing, Side.BASELINE, 8, 3, 1);
        Fleet.shop().stack("main;http;cart;Cart.reprice", 12).run(growing, Side.CANDIDATE, 8, 3, 2);
        Selection selection = growing.build("shop", "1.0", "a", "1.1", "b");
        Evaluation gate = new Evaluation(Policy.withDefaults());

        GateReport early =
                gate.answer(selection, new Look(1, 6), List.of(), "id", HERE).report();
        GateReport last =
                gate.answer(selection, new Look(6, 6), List.of(), "id", HERE).report();

        assertThat(Headline.of(early)).startsWith("FAIL so far (look 1 of 6): ");
        assertThat(Headline.of(last)).startsWith("FAIL: ");
        assertThat(early.method())
                .contains(new Setting("look", "1 of 6: may spend 0.03 % of it, and passes at 0.83 %"));
        assertThat(last.rows().get(0).evidence().smallestDetectable())
                .isLessThan(early.rows().get(0).evidence().smallestDetectable());
    }
}
