package dev.flamegate.gate.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowPlanTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void sixLooksEvenlySpacedIfNothingElseIsSaid() {
        FollowPlan plan = FollowPlan.of(START, QUARTER, null, null, false);

        assertThat(plan.looks()).isEqualTo(6);
        assertThat(plan.at(1)).isEqualTo(START.plusSeconds(150));
        assertThat(plan.at(6)).isEqualTo(plan.end()).isEqualTo(START.plus(QUARTER));
    }

    @Test
    void anIntervalMakesAsManyLooksAsBeginBeforeTheDeadlineAndOneAtIt() {
        assertThat(FollowPlan.of(START, QUARTER, Duration.ofMinutes(5), null, false)
                        .looks())
                .isEqualTo(3);
        FollowPlan uneven = FollowPlan.of(START, QUARTER, Duration.ofMinutes(4), null, false);
        assertThat(uneven.looks()).isEqualTo(4);
        assertThat(uneven.at(3)).isEqualTo(START.plus(Duration.ofMinutes(12)));
        assertThat(uneven.at(4)).isEqualTo(uneven.end());
        assertThat(FollowPlan.of(START, QUARTER, Duration.ofHours(1), null, false)
                        .looks())
                .isEqualTo(1);
    }

    @Test
    void theLatestLookWhoseTimeHasComeIsDue() {
        FollowPlan plan = FollowPlan.of(START, QUARTER, null, 3, false);

        assertThat(plan.due(START)).isZero();
        assertThat(plan.due(plan.at(1).minusMillis(1))).isZero();
        assertThat(plan.due(plan.at(1))).isEqualTo(1);
        assertThat(plan.due(plan.at(2).plusSeconds(1))).isEqualTo(2);
        assertThat(plan.due(plan.end().plus(Duration.ofDays(400)))).isEqualTo(3);
    }

    @Test
    void looksAscendAndTheLastIsAtTheDeadlineWhateverIsAsked() {
        for (int looks = 1; looks <= 100; looks++) {
            FollowPlan plan = FollowPlan.of(START, Duration.ofMillis(3_600_007), null, looks, true);

            assertThat(IntStream.rangeClosed(1, looks).mapToObj(plan::at).toList())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(plan.at(looks)).isEqualTo(plan.end());
            assertThat(plan.at(1)).isAfter(START);
        }
    }

    @Test
    void refusesPlansThatDoNotFit() {
        assertThatThrownBy(() -> FollowPlan.of(START, QUARTER, Duration.ofMinutes(5), 4, false))
                .hasMessageContaining("4 looks, 5m apart, do not fit into 15m");
        assertThatThrownBy(() -> FollowPlan.of(START, Duration.ZERO, null, null, false))
                .hasMessageContaining("deadline");
        assertThatThrownBy(() -> FollowPlan.of(START, Duration.ofDays(8), null, null, false))
                .hasMessageContaining("1s to 7d");
        assertThatThrownBy(() -> FollowPlan.of(START, QUARTER, null, 0, false)).hasMessageContaining("0 looks");
        assertThatThrownBy(() -> FollowPlan.of(START, QUARTER, Duration.ofSeconds(1), null, false))
                .hasMessageContaining("101 looks");
        assertThatThrownBy(() -> FollowPlan.of(START, Duration.ofSeconds(3), null, 6, false))
                .hasMessageContaining("apart, at least 1s");
    }
}
