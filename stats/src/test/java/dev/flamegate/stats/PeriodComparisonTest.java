package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodComparisonTest {
    private static final int FEATURES = 20;
    private final RandomTables random = new RandomTables(61);

    @Test
    void fewerThanSevenBaselinePeriodsAreNotComparable() {
        Outcome outcome = compare(periods(6), periods(1));

        assertThat(outcome).isInstanceOfSatisfying(NotComparable.class, it -> {
            assertThat(it.reason()).contains("only 6 baseline and 1 candidate periods");
            assertThat(it.needed()).contains("Run both versions at the same time");
        });
    }

    @Test
    void noCandidatePeriodIsNotComparable() {
        assertThat(compare(periods(8), List.of())).isInstanceOf(NotComparable.class);
    }

    @Test
    void noFeaturesAreNotComparable() {
        List<CountTable> empty = IntStream.range(0, 8)
                .mapToObj(period -> CountTable.of(new double[0][], new double[] {1000}))
                .toList();

        assertThat(PeriodComparison.withDefaults().compare(empty, empty, new int[0]))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void everyOutcomeSaysThatItIsAdvisory() {
        Compared compared = (Compared) compare(periods(7), periods(2));

        assertThat(compared.baselineReplicates()).isEqualTo(7);
        assertThat(compared.candidateReplicates()).isEqualTo(2);
        assertThat(compared.warnings().get(0)).contains("advisory");
    }

    @Test
    void aPeriodWithoutEnoughSamplesIsDroppedWithAWarning() {
        CountTable idle = CountTable.of(new double[FEATURES][1], new double[] {50});
        List<CountTable> baseline = IntStream.range(0, 8)
                .mapToObj(period -> period == 3 ? idle : random.table(FEATURES, 3))
                .toList();

        Compared compared = (Compared) compare(baseline, periods(1));

        assertThat(compared.baselineReplicates()).isEqualTo(7);
        assertThat(compared.warnings()).anyMatch(warning -> warning.startsWith("1 periods were dropped"));
    }

    private List<CountTable> periods(int count) {
        return IntStream.range(0, count)
                .mapToObj(period -> random.table(FEATURES, 3))
                .toList();
    }

    private static Outcome compare(List<CountTable> baseline, List<CountTable> candidate) {
        return PeriodComparison.withDefaults().compare(baseline, candidate, new int[FEATURES]);
    }
}
