package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.reports.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
        MergedTree merged = MergedTree.of(selection, Fleet.PERIOD);
        FunctionShares shares = new FunctionShares(merged);
        List<TestedRow> rows = IntStream.range(0, merged.tree().functionCount())
                .boxed()
                .flatMap(f -> Stream.of(new TestedRow(f, Measure.SELF), new TestedRow(f, Measure.TOTAL)))
                .toList();
        EntryPoints entries = EntryPoints.of(merged, EntryPointRule.parse("^(?:a|c)$"));
        double[][][] counts = RowCounts.of(merged, entries, rows, new int[] {1});

        double all = sum(stacks, path -> true);
        for (int function = 0; function < shares.self().length; function++) {
            String name = merged.name(function);
            double self = sum(stacks, path -> path.equals(name) || path.endsWith(";" + name));
            double total = sum(stacks, path -> List.of(path.split(";")).contains(name));
            assertThat(shares.self()[function]).as("self of %s", name).isCloseTo(self / all, within(1e-9));
            assertThat(shares.total()[function]).as("total of %s", name).isCloseTo(total / all, within(1e-9));
            assertThat(strata(counts[2 * function])).as("self of %s", name).isCloseTo(self, within(1e-9));
            assertThat(strata(counts[2 * function + 1])).as("total of %s", name).isCloseTo(total, within(1e-9));
        }
        assertThat(entries.names()).containsExactlyInAnyOrder("a", "c");
        double belowA = sum(stacks, path -> path.replaceAll("[bd;]", "").startsWith("a") && path.contains("b"));
        int rowOfB = rows.indexOf(new TestedRow(function(merged, "b"), Measure.TOTAL));
        assertThat(counts[rowOfB][entries.names().indexOf("a")][0])
                .as("total of b under entry point a")
                .isCloseTo(belowA, within(1e-9));
    }

    private static double strata(double[][] counts) {
        return Arrays.stream(counts).mapToDouble(pods -> pods[0]).sum();
    }

    private static int function(MergedTree merged, String name) {
        return IntStream.range(0, merged.tree().functionCount())
                .filter(function -> merged.name(function).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double sum(Map<String, Integer> stacks, Predicate<String> counts) {
        return stacks.entrySet().stream()
                .filter(stack -> counts.test(stack.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
