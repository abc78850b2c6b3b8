package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long START = 1_760_000_000_000_000_000L;

    private final SelectionBuilder builder = new SelectionBuilder(Fleet.CPU);

    private void window(Side side, String pod, long startNanos) {
        builder.add(side, pod, Fleet.shop().exact(Labels.EMPTY, startNanos), 0);
    }

    private Selection selection() {
        return builder.build("shop", "a", "a", "b", "b");
    }

    @Test
    void windowsOfTheSameMinuteAreConcurrent() {
        window(Side.BASELINE, "p", START);
        window(Side.CANDIDATE, "p", START);

        assertThat(Concurrency.of(selection())).isEqualTo(Concurrency.State.CONCURRENT);
    }

    @Test
    void alternatingRunsAreConcurrentAndNoneIsLeftOut() {
        for (int run = 0; run < 5; run++) {
            window(Side.BASELINE, "run" + run, START + 2 * run * 10_000_000_000L);
            window(Side.CANDIDATE, "run" + run, START + (2 * run + 1) * 10_000_000_000L);
        }

        assertThat(Concurrency.of(selection())).isEqualTo(Concurrency.State.CONCURRENT);
        Selection common = Concurrency.common(selection());
        assertThat(common.baseline().profileCount() + common.candidate().profileCount())
                .isEqualTo(10);
        assertThat(common.notes()).isEmpty();
    }

    @Test
    void oneSideAfterTheOtherIsSequential() {
        window(Side.BASELINE, "p", START);
        window(Side.BASELINE, "p", START + MINUTE);
        window(Side.CANDIDATE, "p", START + 2 * MINUTE);

        assertThat(Concurrency.of(selection())).isEqualTo(Concurrency.State.SEQUENTIAL);
    }

    @Test
    void aProfileWithoutATimeLeavesItUnknown() {
        window(Side.BASELINE, "p", START);
        window(Side.CANDIDATE, "p", 0);

        assertThat(Concurrency.of(selection())).isEqualTo(Concurrency.State.UNKNOWN);
    }

    @Test
    void hoursInWhichOnlyTheBaselineRanAreLeftOutAndSaid() {
        window(Side.BASELINE, "old", START);
        window(Side.BASELINE, "p", START + 60 * MINUTE);
        window(Side.BASELINE, "p", START + 61 * MINUTE);
        window(Side.CANDIDATE, "p", START + 60 * MINUTE);
        window(Side.CANDIDATE, "p", START + 61 * MINUTE);

        Selection common = Concurrency.common(selection());

        assertThat(common.baseline().pods()).extracting(Selection.Pod::name).containsExactly("p");
        assertThat(common.notes()).containsExactly("1 profiles were left out: only one side was running then.");
    }
}
