package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallTreeBuilderTest {
    private static final int FUNCTIONS = 200;
    private static final int CALLS = 100_000;

    private final CallTreeBuilder builder = new CallTreeBuilder();

    @Test
    void anEmptyTreeIsItsRoot() {
        CallTree tree = builder.build();

        assertThat(tree.nodeCount()).isEqualTo(1);
        assertThat(tree.parent(CallTree.ROOT)).isEqualTo(-1);
        assertThat(tree.function(CallTree.ROOT)).isEqualTo(-1);
    }

    @Test
    void functionsAreEqualByNameFileAndLine() {
        int first = builder.function(Function.of("f", "a.c", 1));

        assertThat(builder.function(Function.of("f", "a.c", 1))).isEqualTo(first);
        assertThat(builder.function(Function.of("f", "b.c", 1))).isNotEqualTo(first);
        assertThat(builder.function(Function.of("f", "a.c", 2))).isNotEqualTo(first);
        assertThat(builder.function(Function.of("g", "a.c", 1))).isNotEqualTo(first);
        assertThat(builder.functionCount()).isEqualTo(4);
    }

    @Test
    void nodesAreThoseOfAMap() {
        addFunctions(FUNCTIONS);
        Map<List<Integer>, Integer> oracle = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < CALLS; i++) {
            List<Integer> key =
                    List.of(random.nextInt(builder.nodeCount()), random.nextInt(FUNCTIONS), random.nextInt(3));
            int node = builder.child(key.get(0), key.get(1), key.get(2));
            Integer known = oracle.putIfAbsent(key, node);
            assertThat(node).isEqualTo(known == null ? oracle.size() : known);
        }
        CallTree tree = builder.build();
        assertThat(tree.nodeCount()).isEqualTo(oracle.size() + 1);
        oracle.forEach((key, node) -> assertThat(List.of(tree.parent(node), tree.function(node), tree.line(node)))
                .isEqualTo(key));
    }

    @Test
    void parentsComeBeforeChildren() {
        addFunctions(FUNCTIONS);
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            int parent = random.nextInt(builder.nodeCount());
            assertThat(builder.child(parent, random.nextInt(FUNCTIONS), 0)).isGreaterThan(parent);
        }
    }

    @Test
    void treesDoNotChangeWhileTheBuilderGrows() {
        addFunctions(FUNCTIONS);
        List<CallTree> trees = new ArrayList<>();
        for (int node = 0; node < 500; node++) {
            trees.add(builder.build());
            builder.child(node, node % FUNCTIONS, node);
            builder.function(Function.of("more" + node, "", 0));
        }
        for (int i = 0; i < trees.size(); i++) {
            CallTree tree = trees.get(i);
            int count = i + 1;
            assertThat(tree.nodeCount()).isEqualTo(count);
            assertThat(tree.functionCount()).isEqualTo(FUNCTIONS + i);
            assertThatThrownBy(() -> tree.parent(count)).isInstanceOf(IndexOutOfBoundsException.class);
            for (int node = 1; node < count; node++) {
                assertThat(tree.parent(node)).isEqualTo(node - 1);
                assertThat(tree.line(node)).isEqualTo(node - 1);
            }
        }
    }

    @Test
    void callsOutOfRangeAreRefused() {
        addFunctions(1);

        assertRefused(1, 0, 0);
        assertRefused(-1, 0, 0);
        assertRefused(0, 1, 0);
        assertRefused(0, -1, 0);
        assertRefused(0, 0, -1);
    }

    private void assertRefused(int parent, int function, int line) {
        assertThatThrownBy(() -> builder.child(parent, function, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("child(parent " + parent + " of 1, function " + function + " of 1, line " + line
                        + ") is out of range");
    }

    private void addFunctions(int count) {
        for (int i = 0; i < count; i++) {
            builder.function(Function.of("f" + i, "", 0));
        }
    }
}
