package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The long calibration on the large tree, a table of false rejections and false failures per scenario:
 *
 * <pre>mvn test -pl stats -Dtest=CalibrationTableTest -Dflamegate.calibration.runs=300 -Dsurefire.useFile=false</pre>
 *
 * <p>To be reached (rates in per cent, over the concurrent scenarios): false failures at most 1 on average and 2 in every
 * scenario, rejections without regard to size at most 2.5. Three standard errors of the runs are allowed on top.
 */
@EnabledIfSystemProperty(named = "flamegate.calibration.runs", matches = "[0-9]+")
class CalibrationTableTest {
    private final int runs = Integer.getInteger("flamegate.calibration.runs", 300);
    private final SimulatedTree tree = SimulatedTree.large();
    private final SimulatedGate gate = new SimulatedGate(tree);

    @Test
    void falseFailuresStayWithinTheirBounds() {
        System.out.printf(Locale.ROOT, "%-38s %8s %8s%n", runs + " runs, per cent", "rejects", "fails");
        double sum = 0;
        int scenarios = 0;
        for (SimulatedScenario scenario : SimulatedScenario.all()) {
            double[] rates = rates(scenario.name(), run -> gate.judge(equal(scenario, run)));
            if (scenario.concurrent()) {
                sum += rates[1];
                scenarios++;
                assertThat(rates[0]).as("rejections in %s", scenario).isLessThanOrEqualTo(0.025 + tolerance(0.025));
                assertThat(rates[1]).as("failures in %s", scenario).isLessThanOrEqualTo(0.02 + tolerance(0.02));
            }
        }
        System.out.printf(Locale.ROOT, "%-38s %8s %8.2f%n", "mean of the concurrent ones", "", 100 * sum / scenarios);
        assertThat(sum / scenarios).isLessThanOrEqualTo(0.01);
    }

    @Test
    void historyAndPeriodsStayWithinTheirBounds() {
        SimulatedScenario threePods = SimulatedScenario.named("A5");
        SimulatedScenario apart = SimulatedScenario.named("A10");

        double[] history = rates(
                "A5 with six past runs",
                run -> gate.judge(equal(threePods, run), SimulatedGate.pastRuns(tree, threePods, seed(run))));
        double[] periods = rates(
                "A10 with periods as units",
                run -> gate.judgePeriods(equal(apart, run), SimulatedGate.earlierPeriods(tree, seed(run))));

        assertThat(history[1]).isLessThanOrEqualTo(0.01 + tolerance(0.01));
        assertThat(periods[1]).isLessThanOrEqualTo(0.03 + tolerance(0.03));
    }

    private double[] rates(String name, IntFunction<SimulatedGate.Judged> judge) {
        int rejects = 0;
        int fails = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedGate.Judged judged = judge.apply(run);
            rejects += judged.rejects() ? 1 : 0;
            fails += judged.fails() ? 1 : 0;
        }
        double[] rates = {rejects / (double) runs, fails / (double) runs};
        System.out.printf(Locale.ROOT, "%-38s %8.2f %8.2f%n", name, 100 * rates[0], 100 * rates[1]);
        return rates;
    }

    private SimulatedProfiles equal(SimulatedScenario scenario, int run) {
        return SimulatedProfiles.equal(tree, scenario, seed(run));
    }

    private static long seed(int run) {
        return 1_000_003L * run + 77;
    }

    private double tolerance(double rate) {
        return 3 * Math.sqrt(rate * (1 - rate) / runs);
    }
}
