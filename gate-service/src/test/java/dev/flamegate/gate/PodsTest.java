package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PodsTest {

    @Test
    void seriesOfOnePodAndTimeAreOneWindow() {
        Selection.Cohort cohort = Pods.cohort(
                "1.0",
                "{}",
                Map.of(
                        "p1",
                        List.of(
                                window(20, "endpoint", "cart", new int[] {1, 3}, 10, 30),
                                window(10, "endpoint", "cart", new int[] {1}, 1),
                                window(20, "endpoint", "search", new int[] {2, 3}, 20, 300),
                                window(20, "pod", "p1", new int[] {3}, 3000))));

        List<StoredProfile> windows = cohort.pods().get(0).windows();
        assertThat(cohort.profileCount()).isEqualTo(2);
        assertThat(windows).extracting(window -> window.time().startNanos()).containsExactly(10L, 20L);
        assertThat(windows.get(1).vector()).isEqualTo(NodeVector.of(new int[] {1, 2, 3}, new long[] {10, 20, 3330}));
        assertThat(windows.get(1).labels().asMap()).isEqualTo(Map.of("version", "1.0"));
        assertThat(windows.get(1).period()).isEqualTo(7);
        assertThat(windows.get(1).requests()).hasValue(40);
    }

    @Test
    void filesThatDoNotSayWhenTheyWereTakenAreWindowsEach() {
        StoredProfile file =
                new StoredProfile(Labels.EMPTY, new TimeRange(0, 0), 0, OptionalDouble.empty(), NodeVector.EMPTY);

        assertThat(Pods.cohort("a", "a/", Map.of("p1", List.of(file, file))).profileCount())
                .isEqualTo(2);
    }

    private static StoredProfile window(long start, String label, String value, int[] nodes, long... values) {
        return new StoredProfile(
                Labels.of(Map.of("version", "1.0", label, value)),
                new TimeRange(start, start + 10),
                7,
                OptionalDouble.of(40),
                NodeVector.of(nodes, values));
    }
}
