package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTreeTest {

    /** The page's script unpacks the same text in unpack.test.mjs. */
    @Test
    void theTextIsTheOneThatThePageReads() {
        DiffTree tree = new DiffTree(
                List.of("root", "a", "b"),
                new int[] {-1, 0, 0, 2},
                new int[] {0, 1, 2, 1},
                new double[] {0, 2e7, 3e9, 0.1},
                new double[] {0, 1e7, 0, 5e15},
                new int[] {0, 1, 2, 3},
                new int[] {-1, 0, -1, 300});

        assertThat(PackedTree.of(tree)).isEqualTo("BICt4gQAAAAAAQEBAQEBAwICAgIArQIBAQEDrQIAmpmZmZmZuT+ByrXuAQ==");
    }

    @Test
    void aTreeOfSamplesTakesAFractionOfItsJson() {
        GateReport large = SampleReports.large(5000);

        assertThat(PackedTree.of(large.tree()).length()).isLessThan(ReportJson.write(large).length / 2);
    }
}
