package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaboratoryTest {
    private static final BenchProgress SILENT = (experiment, done, total, failures, left) -> {};

    private static List<Long> draws(int threads, String name) {
        try (Laboratory laboratory = new Laboratory(threads, SILENT)) {
            return laboratory.runs(name, 40, random -> random.nextLong());
        }
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        assertThat(draws(4, "one")).isEqualTo(draws(1, "one")).doesNotHaveDuplicates();
        assertThat(draws(1, "another")).doesNotContainAnyElementsOf(draws(1, "one"));
    }

    @Test
    void figuresDoNotDependOnTheNumberOfThreads() {
        assertThat(rates(3)).isEqualTo(rates(1)).isNotEmpty();
    }

    private static List<Figure> rates(int threads) {
        return Calibration.of(List.of())
                .run("test", RunCounts.quick().withEqual(3), Set.of("P2", "P16"), threads, SILENT, sofar -> {})
                .figures();
    }

    @Test
    void progressCountsRunsAndFailures() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BenchProgress counting = (experiment, done, total, failures, left) -> {
            calls.incrementAndGet();
            most.accumulateAndGet(failures, Math::max);
        };
        try (Laboratory laboratory = new Laboratory(2, counting)) {
            laboratory.runs("x", 10, random -> random.nextBoolean(), result -> true);
        }
        assertThat(calls).hasValue(10);
        assertThat(most).hasValue(10);
    }

    @Test
    void aRunThatFailsEndsTheExperimentWithItsCause() {
        try (Laboratory laboratory = new Laboratory(2, SILENT)) {
            assertThatThrownBy(() -> laboratory.runs("x", 3, random -> {
                        throw new IllegalArgumentException("no tree");
                    }))
                    .hasMessageContaining("no tree");
        }
    }
}
