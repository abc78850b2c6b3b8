package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an oracle that walks every stack as text. */
class FunctionSharesTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void selfAndTotalAreThoseOfTheStacks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Fleet fleet = new Fleet();
        Map<String, Integer> stacks = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String path = Stream.generate(() -> NAMES.get(random.nextInt(NAMES.size())))
                    .limit(1 + random.nextInt(6))
                    .reduce((left, right) -> left + ";" + right)
                    .orElseThrow();
            int weight = 1 + random.nextInt(50);
            stacks.put(path, weight);
            fleet.stack(path, weight);
        }
        Profile profile = fleet.exact(Labels.EMPTY, 1);
        Selection selection = new SelectionBuilder(Fleet.CPU)
                .add(Side.BASELINE, "p", profile, 0)
                .add(Side.CANDIDATE, "p", profile, 0)
                .build("s", "a", "a", "b", "b");
        MergedTree merged = MergedTree.of(
                selection.tree(),
                List.of(
                        selection.baseline().pods().get(0),
                        selection.candidate().pods().get(0)),
                Fleet.PERIOD);
        FunctionShares shares = new FunctionShares(merged, 1);

        for (int function = 0; function < shares.functionCount(); function++) {
            String name = merged.name(function);
            double self = sum(stacks, path -> path.equals(name) || path.endsWith(";" + name));
            double total = sum(stacks, path -> List.of(path.split(";")).contains(name));
            assertThat(shares.self(function)[0]).as("self of %s", name).isCloseTo(self, within(1e-9));
            assertThat(shares.total(function)[1]).as("total of %s", name).isCloseTo(total, within(1e-9));
        }
    }

    private static double sum(Map<String, Integer> stacks, Predicate<String> counts) {
        return stacks.entrySet().stream()
                .filter(stack -> counts.test(stack.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
