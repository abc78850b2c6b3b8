package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeVectorTest {

    @Test
    void itHoldsTheStacksOfOneSampleType() {
        ProfileBuilder builder = new ProfileBuilder("x", List.of(ValueType.NONE, ValueType.NONE));
        int node = builder.tree().child(0, builder.tree().function(Function.of("f", "", 0)), 0);
        builder.add(node, 0, 3);
        builder.add(node, 1, 5);
        builder.add(CallTree.ROOT, 1, 7);

        NodeVector vector = NodeVector.of(builder.build(), 1);

        assertThat(vector).isEqualTo(NodeVector.of(new int[] {0, 1}, new long[] {7, 5}));
        assertThat(vector.total()).isEqualTo(12);
    }

    @Test
    void itAddsIntoSums() {
        double[] sums = {1, 1, 1};

        NodeVector.of(new int[] {0, 2}, new long[] {10, -20}).addTo(sums);

        assertThat(sums).containsExactly(11, 1, -19);
    }

    @Test
    void nodesAscendAndHaveAValueEach() {
        assertThatThrownBy(() -> NodeVector.of(new int[] {1}, new long[0])).hasMessage("1 nodes but 0 values");
        assertThatThrownBy(() -> NodeVector.of(new int[] {1, 1}, new long[2]))
                .hasMessage("node 1 at position 1 does not ascend");
        assertThatThrownBy(() -> NodeVector.of(new int[] {-1}, new long[1]))
                .hasMessage("node -1 at position 0 does not ascend");
    }

    @Test
    void itDoesNotChangeWithItsArrays() {
        int[] nodes = {1};
        long[] values = {2};
        NodeVector vector = NodeVector.of(nodes, values);
        nodes[0] = 5;
        values[0] = 6;

        assertThat(vector.node(0)).isEqualTo(1);
        assertThat(vector.value(0)).isEqualTo(2);
    }

    @Test
    void sumsHaveTheNodesOfBoth() {
        NodeVector one = NodeVector.of(new int[] {0, 2, 5}, new long[] {1, 2, 3});
        NodeVector other = NodeVector.of(new int[] {2, 3}, new long[] {20, 30});

        assertThat(one.plus(other)).isEqualTo(NodeVector.of(new int[] {0, 2, 3, 5}, new long[] {1, 22, 30, 3}));
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        assertThat(one.plus(NodeVector.EMPTY)).isEqualTo(one);
    }
}
