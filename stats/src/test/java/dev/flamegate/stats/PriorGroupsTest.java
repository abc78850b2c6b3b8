package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriorGroupsTest {
    @Test
    void groupsOfTenOrMoreStayApart() {
        int[] groups = sizes(10, 12);

        assertThat(PriorGroups.merged(groups)).isEqualTo(groups);
    }

    @Test
    void smallGroupsTogetherBecomeOneWhenThatIsLargeEnough() {
        int[] merged = PriorGroups.merged(sizes(20, 6, 5));

        assertThat(Arrays.stream(merged, 0, 20).distinct().toArray()).containsExactly(0);
        assertThat(Arrays.stream(merged, 20, 31).distinct().count()).isEqualTo(1);
        assertThat(merged[20]).isNotZero();
    }

    @Test
    void smallGroupsJoinTheLargestWhenTheyAreTooFewTogether() {
        assertThat(Arrays.stream(PriorGroups.merged(sizes(12, 20, 4))).skip(32).distinct())
                .containsExactly(1);
    }

    @Test
    void nothingButSmallGroupsBecomesOneGroup() {
        assertThat(Arrays.stream(PriorGroups.merged(sizes(2, 3))).distinct().count())
                .isEqualTo(1);
        assertThat(PriorGroups.merged(new int[0])).isEmpty();
    }

    private static int[] sizes(int... sizes) {
        return IntStream.range(0, sizes.length)
                .flatMap(group -> IntStream.generate(() -> group).limit(sizes[group]))
                .toArray();
    }
}
