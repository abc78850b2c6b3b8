package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.Measure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastRunsTest {
    private static final ProfileType HEAP = ProfileType.parse("memory:alloc_space:bytes:space:bytes");
    private final MemoryStore store = new MemoryStore();
    private final PastRuns runs = new PastRuns(store);

    private static PastRun run(String gate, long start, long end) {
        return new PastRun(gate, start, end, 1000, List.of(new PastRun.RowSpread("f", Measure.SELF, true, 1e-7, 4)));
    }

    @Test
    void aRunIsKeptAsItIs() {
        runs.keep("shop", Fleet.CPU, run("g1", 10, 20));

        assertThat(new PastRuns(store).of("shop", Fleet.CPU)).containsExactly(run("g1", 10, 20));
    }

    @Test
    void everyServiceAndTypeHasRunsOfItsOwn() {
        runs.keep("shop", Fleet.CPU, run("g1", 10, 20));
        runs.keep("shop", HEAP, run("g2", 10, 20));

        assertThat(runs.of("shop", Fleet.CPU)).extracting(PastRun::gate).containsExactly("g1");
        assertThat(runs.of("shop", HEAP)).extracting(PastRun::gate).containsExactly("g2");
        assertThat(runs.of("shop2", HEAP)).isEmpty();
    }

    @Test
    void aRunReplacesThoseThatLookedAtTheSameTime() {
        runs.keep("shop", Fleet.CPU, run("before", 0, 10));
        runs.keep("shop", Fleet.CPU, run("first look", 10, 20));
        runs.keep("shop", Fleet.CPU, run("second look", 10, 30));
        runs.keep("shop", Fleet.CPU, run("after", 30, 40));

        assertThat(runs.of("shop", Fleet.CPU))
                .extracting(PastRun::gate)
                .containsExactly("before", "second look", "after");
    }

    @Test
    void theOldestGoWhenThereAreManyMoreThanAreBorrowed() {
        for (int i = 0; i < 30; i++) {
            runs.keep("shop", Fleet.CPU, run("g" + i, 10 * i, 10 * i + 10));
        }

        assertThat(runs.of("shop", Fleet.CPU))
                .hasSize(24)
                .first()
                .extracting(PastRun::gate)
                .isEqualTo("g6");
    }

    @Test
    void whatCannotBeReadIsNotTakenForNothing() {
        store.put("past-runs-1", "shop " + Fleet.CPU, "[{\"gate\":1".getBytes(StandardCharsets.UTF_8));

        assertThatIllegalStateException()
                .isThrownBy(() -> runs.of("shop", Fleet.CPU))
                .withMessageContaining("past runs of shop");
    }
}
