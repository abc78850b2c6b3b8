package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.FlatCum.Row;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlatCumTest {
    private final ProfileBuilder builder =
            new ProfileBuilder("x", List.of(new ValueType("samples", "count"), new ValueType("cpu", "ns")));

    @Test
    void recursionCountsOnceAStack() {
        add(1, "main", "fib", "fib", "fib");
        add(2, "main", "fib", "leaf", "fib");
        add(4, "main", "leaf");

        assertThat(costs().rows()).containsExactly(new Row("leaf", 4, 6), new Row("fib", 3, 3), new Row("main", 0, 7));
    }

    @Test
    void functionsOfOneNameAreOneRow() {
        CallTreeBuilder tree = builder.tree();
        int inA = tree.child(0, tree.function(Function.of("init", "a.c", 1)), 5);
        builder.add(inA, 0, 1);
        builder.add(tree.child(inA, tree.function(Function.of("init", "b.c", 9)), 7), 0, 2);

        assertThat(costs().rows()).containsExactly(new Row("init", 3, 3));
    }

    @Test
    void theTotalIsOfAbsoluteValuesAndOfEmptyStacks() {
        add(5, "a");
        add(-3, "b");
        builder.add(CallTree.ROOT, 0, 7);

        assertThat(costs()).isEqualTo(new FlatCum(15, List.of(new Row("a", 5, 5), new Row("b", -3, -3))));
    }

    @Test
    void namesThatCostNothingHaveNoRow() {
        add(5, "main", "a");
        add(-5, "main", "b");

        assertThat(costs().rows()).containsExactly(new Row("a", 5, 5), new Row("b", -5, -5));
    }

    @Test
    void tablesAddUp() {
        add(5, "main", "a");
        FlatCum one = costs();

        assertThat(FlatCum.sum(List.of(one, one, one)))
                .isEqualTo(new FlatCum(15, List.of(new Row("a", 15, 15), new Row("main", 0, 15))));
        assertThat(FlatCum.sum(List.of())).isEqualTo(new FlatCum(0, List.of()));
    }

    @Test
    void eachSampleTypeHasItsTable() {
        int node = add(5, "a");
        builder.add(node, 1, 50);

        assertThat(FlatCum.allOf(builder.build()))
                .extracting(FlatCum::rows)
                .containsExactly(List.of(new Row("a", 5, 5)), List.of(new Row("a", 50, 50)));
    }

    @Test
    void randomProfilesGiveTheNumbersOfCountingStackByStack() {
        Random random = new Random(7);
        Map<String, long[]> oracle = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            String[] stack = new String[1 + random.nextInt(12)];
            for (int depth = 0; depth < stack.length; depth++) {
                stack[depth] = "f" + random.nextInt(6);
            }
            int value = random.nextInt(100) - 20;
            add(value, stack);
            oracle.computeIfAbsent(stack[stack.length - 1], name -> new long[2])[0] += value;
            for (String name : Set.copyOf(List.of(stack))) {
                oracle.computeIfAbsent(name, any -> new long[2])[1] += value;
            }
        }
        List<Row> expected = oracle.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();

        assertThat(costs().rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private FlatCum costs() {
        return FlatCum.of(builder.build(), 0);
    }

    private int add(long value, String... stack) {
        int node = CallTree.ROOT;
        for (String name : stack) {
            node = builder.tree().child(node, builder.tree().function(Function.of(name, "", 0)), 0);
        }
        builder.add(node, 0, value);
        return node;
    }
}
