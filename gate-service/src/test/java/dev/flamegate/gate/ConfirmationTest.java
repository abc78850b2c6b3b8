package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.ShareSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A first FAIL and its suspects on fresh profiles of the same pods, on simulated fleets whose truth is known. */
class ConfirmationTest {
    private static final int PODS = 5;
    private static final int WINDOWS = 2;
    private static final long LATER = 600_000_000_000L;

    /** The same seed is the same pods, whatever they run. */
    private static Selection selection(Fleet candidate, long seed, long delayNanos) {
        SelectionBuilder builder = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(builder, Side.BASELINE, PODS, WINDOWS, seed, delayNanos);
        candidate.run(builder, Side.CANDIDATE, PODS, WINDOWS, ~seed, delayNanos);
        return builder.build("shop", "1", "{version=\"1\"}", "2", "{version=\"2\"}");
    }

    private static GateReport report(Policy policy, Selection first, Selection fresh) {
        return gate(policy, first).confirmedOn(List.of(fresh)).answer().report();
    }

    private static FrozenGate gate(Policy policy, Selection first) {
        return new FrozenGate(
                "gate",
                new Look(1, 2),
                first,
                List.of(),
                policy,
                Optional.empty(),
                new Provenance("2026-11-21T12:00:00Z", "test", 1, ""));
    }

    private static Check confirmation(GateReport report) {
        return report.checks().stream()
                .filter(check -> check.name().equals("confirmation"))
                .findFirst()
                .orElseThrow();
    }

    private static Fleet slower() {
        return Fleet.shop().stack("main;http;cart;Cart.reprice", 9);
    }

    @Test
    void aGrowthThatLastsIsConfirmed() {
        GateReport report = report(Policy.withDefaults(), selection(slower(), 1, 0), selection(slower(), 1, LATER));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(confirmation(report).state()).isEqualTo(Check.State.OK);
        assertThat(confirmation(report).detail())
                .startsWith("confirmed on fresh data of ")
                .contains("`Cart.reprice` +");
    }

    @Test
    void aGrowthThatWasThereOnlyAtFirstIsInconclusiveAndSaysSo() {
        GateReport report = report(Policy.withDefaults(), selection(slower(), 1, 0), selection(Fleet.shop(), 1, LATER));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).isEmpty();
        assertThat(report.reasons()).extracting("code").contains("not-confirmed");
        assertThat(confirmation(report).state()).isEqualTo(Check.State.FAILED);
    }

    @Test
    void withoutFreshProfilesTheFirstFailStands() {
        Selection none = new SelectionBuilder(Fleet.CPU).build("shop", "1", "{version=\"1\"}", "2", "{version=\"2\"}");
        GateReport report = report(Policy.withDefaults(), selection(slower(), 1, 0), none);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(confirmation(report).state()).isEqualTo(Check.State.WARNING);
        assertThat(confirmation(report).detail()).contains("the first FAIL stands");
    }

    /** Nominal size 5 %; of 300 runs at most 5 % and three standard errors. */
    @Test
    void whatWasThereOnlyForATimeIsTakenForLastingInAtMostOneOfTwentyCases() {
        int runs = 300;
        long lasting = IntStream.range(0, runs)
                .filter(run ->
                        report(Policy.withDefaults(), selection(slower(), run, 0), selection(Fleet.shop(), run, LATER))
                                        .verdict()
                                == Verdict.FAIL)
                .count();

        System.out.println("ConfirmationTest: transient growth confirmed in " + lasting + " of " + runs);
        assertThat(lasting).isLessThanOrEqualTo((long) (runs * 0.05 + 3 * Math.sqrt(runs * 0.05 * 0.95)));
    }

    /** At an error rate of 20 %, so that there are false FAILs to confirm, and with every size material. */
    @Test
    void equalVersionsFailNoMoreOftenThanWithoutConfirmationAndThanPromised() {
        ShareSettings defaults = ShareSettings.withDefaults();
        ShareSettings eager = new ShareSettings(
                0.2,
                defaults.rowAlphaFraction(),
                0.003,
                0,
                defaults.mustDetectShare(),
                defaults.mustDetectRelative(),
                defaults.passError(),
                defaults.replicatesMin(),
                defaults.samplesMin(),
                defaults.priorCap(),
                defaults.power());
        Policy policy = Policy.withDefaults().with(eager);
        int runs = 300;
        int first = 0;
        int confirmed = 0;
        for (int run = 0; run < runs; run++) {
            Selection selection = selection(Fleet.shop(), run, 0);
            if (gate(policy, selection).answer().report().verdict() == Verdict.FAIL) {
                first++;
                if (report(policy, selection, selection(Fleet.shop(), run, LATER))
                                .verdict()
                        == Verdict.FAIL) {
                    confirmed++;
                }
            }
        }

        double spent = 0.2 / 4; // the first of two looks
        System.out.println(
                "ConfirmationTest: equal versions, first FAIL " + first + ", confirmed " + confirmed + " of " + runs);
        assertThat(confirmed).isLessThanOrEqualTo(first);
        assertThat(confirmed).isLessThanOrEqualTo((int) (runs * spent + 3 * Math.sqrt(runs * spent * (1 - spent))));
    }

    @Test
    void aGrowthThatLastsIsHardlyEverLost() {
        int runs = 100;
        long confirmed = IntStream.range(0, runs)
                .filter(run ->
                        report(Policy.withDefaults(), selection(slower(), run, 0), selection(slower(), run, LATER))
                                        .verdict()
                                == Verdict.FAIL)
                .count();

        System.out.println("ConfirmationTest: lasting growth confirmed in " + confirmed + " of " + runs);
        assertThat(confirmed).isGreaterThanOrEqualTo(95);
    }
}
