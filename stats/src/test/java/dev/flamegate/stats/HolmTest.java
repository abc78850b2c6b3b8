package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void agreesWithTheExampleOfTheStepDownRule() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
        assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void agreesWithR() {
        CsvTable limma = CsvTable.withHeader("/limma/limma_expected.csv");

        assertThat(Holm.adjusted(limma.column("p_up")))
                .as("R: p.adjust(read.csv('limma_expected.csv')$p_up, 'holm')")
                .containsExactly(limma.column("holm"), within(1e-12));
    }

    /** Holm is the closed test whose intersections are tested with Bonferroni: reject i iff all sets with i are. */
    @Test
    void agreesWithTheClosedTest() {
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 300; run++) {
            double[] p =
                    random.doubles(1 + random.nextInt(7)).map(x -> x * x * 0.2).toArray();
            double[] adjusted = Holm.adjusted(p);
            boolean[] rejected = new boolean[p.length];
            for (int i = 0; i < p.length; i++) {
                rejected[i] = adjusted[i] <= 0.05;
            }
            assertThat(rejected).isEqualTo(closedTest(p, 0.05));
        }
    }

    @Test
    void noHypothesesGiveNoRejections() {
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }

    private static boolean[] closedTest(double[] p, double alpha) {
        boolean[] rejected = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            rejected[i] = true;
            for (int set = 1; set < 1 << p.length; set++) {
                rejected[i] &= (set >> i & 1) == 0 || intersectionRejected(p, set, alpha);
            }
        }
        return rejected;
    }

    private static boolean intersectionRejected(double[] p, int set, double alpha) {
        double smallest = 1;
        for (int i = 0; i < p.length; i++) {
            smallest = (set >> i & 1) == 1 ? Math.min(smallest, p[i]) : smallest;
        }
        return Integer.bitCount(set) * smallest <= alpha;
    }
}
