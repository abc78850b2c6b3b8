package dev.flamegate.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTreeTest {

    private static Profile random(long seed) {
        Profile whole = Shop.profile(new Random(seed), Map.of("service_name", "s"), Shop.START);
        ProfileBuilder one = new ProfileBuilder("test", List.of(Shop.CPU));
        for (int i = 0; i < whole.stackCount(); i++) {
            int node = 0;
            for (String name : path(whole, whole.node(i)).split(";")) {
                node = one.tree().child(node, one.tree().function(dev.flamegate.profile.Function.of(name, "", 0)), 0);
            }
            one.add(node, 0, whole.value(1, i));
        }
        return one.build();
    }

    private static String path(Profile profile, int node) {
        String name =
                profile.tree().functionAt(profile.tree().function(node)).name().raw();
        int parent = profile.tree().parent(node);
        return parent == 0 ? name : path(profile, parent) + ";" + name;
    }

    private static Map<String, Long> selfs(FrameTree tree, int side) {
        Map<String, Long> selfs = new TreeMap<>();
        for (int node = 0; node < tree.size(); node++) {
            StringBuilder path = new StringBuilder();
            for (int up = node; up > 0; up = tree.parent(up)) {
                path.insert(0, ";" + tree.name(up));
            }
            if (tree.self(side, node) != 0) {
                selfs.merge(path.toString(), tree.self(side, node), Long::sum);
            }
        }
        return selfs;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsNotCutIsTheWholeOfBothSides(long seed) {
        Profile left = random(seed);
        Profile right = random(seed + 100);
        FrameTree tree = FrameTree.of(List.of(left, right), 10_000);

        assertThat(selfs(tree, 0)).isEqualTo(Shop.byPath(left, 0));
        assertThat(selfs(tree, 1)).isEqualTo(Shop.byPath(right, 0));
        assertThat(tree.framesCut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 30})
    void theLargestFramesAreKeptAndTheRestIsOther(int framesMax) {
        for (long seed = 0; seed < 20; seed++) {
            Profile profile = random(seed);
            FrameTree whole = FrameTree.of(List.of(profile), 10_000);
            FrameTree tree = FrameTree.of(List.of(profile), framesMax);

            long kept = 0;
            long smallestKept = Long.MAX_VALUE;
            for (int node = 1; node < tree.size(); node++) {
                assertThat(tree.parent(node)).isLessThan(node);
                if (!tree.name(node).equals(FrameTree.OTHER)) {
                    kept++;
                    smallestKept = Math.min(smallestKept, tree.total(0, node));
                }
            }
            long floor = smallestKept;
            long larger = 0;
            for (int node = 1; node < whole.size(); node++) {
                larger += whole.total(0, node) > floor ? 1 : 0;
            }
            assertThat(kept).isEqualTo(framesMax);
            assertThat(larger).isLessThanOrEqualTo(framesMax);
            assertThat(kept + tree.framesCut()).isEqualTo(whole.size() - 1);
            assertThat(tree.total(0, 0)).isEqualTo(whole.total(0, 0));
        }
    }

    @Test
    void aNegativeValueHasNoWidth() {
        ProfileBuilder builder = new ProfileBuilder("test", List.of(Shop.CPU));
        int function = builder.tree().function(dev.flamegate.profile.Function.of("f", "", 0));
        builder.add(builder.tree().child(0, function, 0), 0, -1);

        assertThatThrownBy(() -> FrameTree.of(List.of(builder.build()), 10))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("negative");
    }
}
