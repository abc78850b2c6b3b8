package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import org.junit.jupiter.api.Test;

class PeriodsTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate check");
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long DAY_NANOS = 24 * HOUR_NANOS;

    private static GateReport compare(int days, long baselineHour, Fleet candidate) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        for (int day = 0; day < days; day++) {
            Fleet.shop().run(selection, Side.BASELINE, 4, 3, 10 + day, day * DAY_NANOS + baselineHour * HOUR_NANOS);
        }
        candidate.run(selection, Side.CANDIDATE, 4, 3, 99, days * DAY_NANOS);
        return new Evaluation(Policy.withDefaults())
                .evaluate(selection.build("shop", "1.0", "a", "1.1", "b"), "id", HERE);
    }

    private static Reason advice(GateReport report) {
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons()).extracting(Reason::code).containsExactly("not-concurrent");
        return report.caveats().stream()
                .filter(caveat -> caveat.code().startsWith("period-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGrowthAgainstSevenDaysIsAdviceAndNoVerdict() {
        Reason advice = advice(compare(7, 0, Fleet.shop().stack("main;http;cart;Cart.reprice", 12)));

        assertThat(advice.code()).isEqualTo("period-growth");
        assertThat(advice.sentence()).contains("7 of the baseline and 1 of the candidate", "`Cart.reprice` grew by");
    }

    @Test
    void anEqualVersionGivesNoAdviceAgainstIt() {
        assertThat(advice(compare(8, 0, Fleet.shop())).sentence()).contains("no function grew");
    }

    @Test
    void sixDaysAreTooFew() {
        Reason advice = advice(compare(6, 0, Fleet.shop().stack("main;http;cart;Cart.reprice", 12)));

        assertThat(advice.code()).isEqualTo("period-advice");
        assertThat(advice.sentence()).contains("only 6 baseline and 1 candidate periods");
        assertThat(advice.remedy()).contains("at least 7 baseline periods of the same hours");
    }

    @Test
    void otherHoursOfTheDayAreNoPeriods() {
        assertThat(advice(compare(9, 3, Fleet.shop())).sentence()).contains("only 0 baseline");
    }
}
