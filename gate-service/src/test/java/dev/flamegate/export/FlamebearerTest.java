package dev.flamegate.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.FrameTree;
import dev.flamegate.query.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlamebearerTest {

    /** A frame with its place on each side, and its path. */
    private record Read(String path, long[] starts, long[] totals, long[] selfs) {
        boolean holds(long[] childStarts, long[] childTotals) {
            boolean seen = false;
            for (int side = 0; side < starts.length; side++) {
                if (childTotals[side] > 0) {
                    seen = true;
                    boolean inside = childStarts[side] >= starts[side] + selfs[side]
                            && childStarts[side] + childTotals[side] <= starts[side] + totals[side];
                    if (!inside) {
                        return false;
                    }
                }
            }
            return seen;
        }
    }

    /** Reads levels as their definition says, and finds a frame's caller by its place: a second way to the tree. */
    private static List<Map<String, Long>> selfsByPath(Flamebearer graph, int sides) {
        List<Map<String, Long>> selfs = new ArrayList<>();
        for (int side = 0; side < sides; side++) {
            selfs.add(new TreeMap<>());
        }
        List<Read> above = List.of();
        for (long[] level : graph.levels()) {
            List<Read> frames = new ArrayList<>();
            long[] x = new long[sides];
            for (int at = 0; at < level.length; at += 3 * sides + 1) {
                long[] starts = new long[sides];
                long[] totals = new long[sides];
                long[] own = new long[sides];
                for (int side = 0; side < sides; side++) {
                    starts[side] = x[side] + level[at + 3 * side];
                    totals[side] = level[at + 3 * side + 1];
                    own[side] = level[at + 3 * side + 2];
                    x[side] = starts[side] + totals[side];
                }
                String path = "";
                if (!above.isEmpty()) {
                    Read caller = above.stream()
                            .filter(frame -> frame.holds(starts, totals))
                            .findFirst()
                            .orElseThrow();
                    path = caller.path() + ";" + graph.names().get((int) level[at + 3 * sides]);
                }
                for (int side = 0; side < sides; side++) {
                    if (own[side] > 0) {
                        selfs.get(side).merge(path, own[side], Long::sum);
                    }
                }
                frames.add(new Read(path, starts, totals, own));
            }
            above = frames;
        }
        return selfs;
    }

    private static Profile random(long seed) {
        Profile whole = Shop.profile(new Random(seed), Map.of("service_name", "s"), Shop.START);
        ProfileBuilder one = new ProfileBuilder("test", List.of(Shop.CPU));
        Shop.byPath(whole, 1).forEach((path, value) -> one.add(stack(one, path.substring(1)), 0, value));
        return one.build();
    }

    private static int stack(ProfileBuilder builder, String path) {
        int node = 0;
        for (String name : path.split(";")) {
            node = builder.tree().child(node, builder.tree().function(Function.of(name, "", 0)), 0);
        }
        return node;
    }

    @Test
    void theWorkedExample() {
        ProfileBuilder builder = new ProfileBuilder("test", List.of(Shop.CPU));
        builder.add(stack(builder, "A"), 0, 2);
        builder.add(stack(builder, "A;C"), 0, 5);
        builder.add(stack(builder, "A;B"), 0, 3);
        Flamebearer graph = Flamebearer.of(FrameTree.of(List.of(builder.build()), 100));

        assertThat(graph.names()).containsExactly("total", "A", "B", "C");
        assertThat(graph.levels())
                .containsExactly(
                        new long[] {0, 10, 0, 0}, new long[] {0, 10, 2, 1}, new long[] {2, 3, 3, 2, 0, 5, 5, 3});
        assertThat(graph.total()).isEqualTo(10);
        assertThat(graph.maxSelf()).isEqualTo(5);
    }

    @Test
    void nothingIsOneFrameOfNothing() {
        Flamebearer graph =
                Flamebearer.of(FrameTree.of(List.of(new ProfileBuilder("test", List.of(Shop.CPU)).build()), 100));

        assertThat(graph.names()).containsExactly("total");
        assertThat(graph.levels()).containsExactly(new long[] {0, 0, 0, 0});
        assertThat(graph.total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLevelsReadBackAsTheProfile(long seed) {
        Profile profile = random(seed);
        Flamebearer graph = Flamebearer.of(FrameTree.of(List.of(profile), 10_000));

        assertThat(selfsByPath(graph, 1)).containsExactly(Shop.byPath(profile, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLevelsOfTwoReadBackAsBoth(long seed) {
        Profile left = random(seed);
        Profile right = random(seed + 50);
        Flamebearer graph = Flamebearer.of(FrameTree.of(List.of(left, right), 10_000));

        assertThat(selfsByPath(graph, 2)).containsExactly(Shop.byPath(left, 0), Shop.byPath(right, 0));
        assertThat(graph.total())
                .isEqualTo(graph.sideTotals().get(0) + graph.sideTotals().get(1));
    }

    @ParameterizedTest
    @CsvSource({"60,15", "3600,15", "26249,15", "26250,20", "86400,60", "604800,300", "2592000,1800"})
    void aStepIsRoundAndGivesSome1500(long seconds, long step) {
        assertThat(Timeline.stepNanos(new TimeRange(0, seconds * Shop.SECOND))).isEqualTo(step * Shop.SECOND);
    }
}
