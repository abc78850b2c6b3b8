package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.Evaluation;
import dev.flamegate.gate.Policy;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.PostStratification;
import dev.flamegate.stats.RowOutcome;
import dev.flamegate.stats.ShareComparison;
import dev.flamegate.stats.ShareSettings;
import dev.flamegate.stats.StratifiedTable;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ways to build this gate that look right and are not. Each is measured beside the gate on the same runs, and must be seen to go wrong
 * where the gate does not.
 */
class TrapsTest {
    private static final SimulatedProgram PROGRAM = ProgramGenerator.standard();
    private static final PlantedChange NONE = PlantedChange.none(PROGRAM);
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 0, "");

    /** At 2.5 %, what significance alone may reach, 9 or more of 150 happen with probability 2 %. */
    private static final int MOST_OF_150 = 8;

    private record Both(boolean gate, boolean trap) {}

    private static List<Both> both(String scenario, PlantedChange change, int runs, ToIntFunction<FleetRun> trap) {
        try (Laboratory laboratory = new Laboratory(2, (experiment, done, total, failures, left) -> {})) {
            SimulatedFleet fleet = new SimulatedFleet(FleetScenario.named(scenario));
            return laboratory.runs("trap " + scenario, runs, random -> {
                FleetRun run = fleet.run(change, random);
                Judged judged = Judged.of(run.selection());
                boolean rejects = change == NONE ? !judged.significant().isEmpty() : judged.fails();
                return new Both(rejects, trap.applyAsInt(run) > 0);
            });
        }
    }

    private static long gate(List<Both> runs) {
        return runs.stream().filter(Both::gate).count();
    }

    private static long trap(List<Both> runs) {
        return runs.stream().filter(Both::trap).count();
    }

    /** At three pods a side the prior's weight, if it is not capped, takes rows for steadier than they are. */
    @Test
    void anUncappedPriorRejectsTooOften() {
        Policy policy = Policy.withDefaults();
        Evaluation trap = new Evaluation(new Policy(
                uncapped(),
                policy.requestCost(),
                policy.replicateLabels(),
                policy.entryPoints(),
                policy.comparability()));

        List<Both> runs = both("A5", NONE, 150, run -> {
            GateReport report = trap.evaluate(run.selection(), "trap", HERE);
            return (int) report.rows().stream()
                    .filter(row -> row.evidence().adjustedP() <= 0.01)
                    .filter(row -> row.evidence().delta() > 0)
                    .count();
        });

        assertThat(gate(runs)).isLessThanOrEqualTo(MOST_OF_150);
        assertThat(trap(runs)).isGreaterThan(MOST_OF_150);
    }

    private static ShareSettings uncapped() {
        ShareSettings s = ShareSettings.withDefaults();
        return new ShareSettings(
                s.alpha(),
                s.rowAlphaFraction(),
                s.materialShare(),
                s.materialRelative(),
                s.mustDetectShare(),
                s.mustDetectRelative(),
                s.passError(),
                s.replicatesMin(),
                s.samplesMin(),
                1e9,
                s.power());
    }

    /** Of a plain and a standardised estimate of a row, the one that came out with the smaller error is the luckier one. */
    @Test
    void choosingTheEstimatorByItsVarianceRejectsTooOften() {
        List<Both> runs = both("A5", NONE, 150, TrapsTest::rejectedByTheSteadier);

        assertThat(gate(runs)).isLessThanOrEqualTo(MOST_OF_150);
        assertThat(trap(runs)).isGreaterThan(MOST_OF_150);
    }

    private static int rejectedByTheSteadier(FleetRun run) {
        DrawnTables tables = tables(run);
        ShareComparison test = ShareComparison.withDefaults().with(uncapped());
        StratifiedTable before = tables.stratified(false);
        StratifiedTable after = tables.stratified(true);
        Compared plain = (Compared) test.compare(before.unstratified(), after.unstratified(), tables.groups());
        Compared standardised = (Compared) test.compare(strata(before, after), tables.groups());
        return (int) IntStream.range(0, tables.rows())
                .mapToObj(row ->
                        steadier(plain.rows().get(row), standardised.rows().get(row)))
                .filter(row -> row.p() <= 0.009 / tables.rows())
                .count();
    }

    private static RowOutcome steadier(RowOutcome one, RowOutcome other) {
        return one.standardError() < other.standardError() ? one : other;
    }

    private static DrawnTables tables(FleetRun run) {
        return new DrawnTables(run, Judged.of(run.selection()).tested());
    }

    private static PostStratification strata(StratifiedTable before, StratifiedTable after) {
        return PostStratification.of(before, after, ShareSettings.withDefaults());
    }

    /** What remains of an entry point grows in share when a part of it becomes cheaper. */
    @Test
    void standardisingWithoutLeavingImprovementsOutFailsOptimisations() {
        PlantedChange change = PlantedChange.cheaper("cheaper", PROGRAM, 0.10, 0.4);
        List<Both> runs = both("A6", change, 10, run -> {
            DrawnTables tables = tables(run);
            PostStratification strata = strata(tables.stratified(false), tables.stratified(true));
            Compared compared = (Compared) ShareComparison.withDefaults().compare(strata, tables.groups());
            return (int) compared.rows().stream()
                    .filter(row -> row.significant() && row.material() && strata.standardised(row.feature()))
                    .count();
        });

        assertThat(gate(runs)).isZero();
        assertThat(trap(runs)).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aFactorTreatedAsKnownFailsEqualVersions() {
        List<Both> runs = both("A4", NONE, 40, run -> new StratumFactor().fails(tables(run)) ? 1 : 0);

        assertThat(gate(runs)).isLessThanOrEqualTo(3);
        assertThat(trap(runs)).isGreaterThan(4);
    }
}
