package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import org.junit.jupiter.api.Test;

class TimeGroupsTest {
    private static final long START = 1_760_000_000_000_000_000L;
    private static final long WINDOW = 10_000_000_000L;

    private final SelectionBuilder builder = new SelectionBuilder(Fleet.CPU);

    private void window(Side side, String pod, double at) {
        builder.add(side, pod, Fleet.shop().exact(Labels.EMPTY, START + (long) (at * WINDOW)), 0);
    }

    private int[] groups() {
        return TimeGroups.of(builder.build("shop", "a", "a", "b", "b"));
    }

    @Test
    void podsThatRanAllTheTimeAreOneGroup() {
        for (String pod : new String[] {"p1", "p2"}) {
            window(Side.BASELINE, pod, 0);
            window(Side.BASELINE, pod, 5);
            window(Side.CANDIDATE, pod, 2);
        }

        assertThat(groups()).containsOnly(0);
    }

    @Test
    void podsInTurnsAreOneGroupATurn() {
        window(Side.BASELINE, "p1", 0);
        window(Side.BASELINE, "p1", 2);
        window(Side.BASELINE, "p2", 10);
        window(Side.CANDIDATE, "p1", 1.5);
        window(Side.CANDIDATE, "p2", 10.5);

        assertThat(groups()).containsExactly(0, 1, 0, 1);
    }

    @Test
    void whatOverlapsInTurnBelongsTogether() {
        window(Side.BASELINE, "p1", 0);
        window(Side.BASELINE, "p2", 1.2);
        window(Side.CANDIDATE, "p1", 0.6);

        assertThat(groups()).containsExactly(0, 0, 0);
    }

    @Test
    void runsOneAfterTheOtherAreEachAlone() {
        window(Side.BASELINE, "r1", 0);
        window(Side.BASELINE, "r2", 2);
        window(Side.CANDIDATE, "r1", 1);
        window(Side.CANDIDATE, "r2", 3);

        assertThat(groups()).containsExactly(0, 2, 1, 3);
    }

    @Test
    void unknownTimesAreOneGroup() {
        window(Side.BASELINE, "p1", 0);
        window(Side.CANDIDATE, "p1", 9);
        builder.add(Side.CANDIDATE, "p2", Fleet.shop().exact(Labels.EMPTY, 0), 0);

        assertThat(groups()).containsOnly(0);
    }
}
