package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerCurveTest {

    /** SciPy: {@code 1 + norm.ppf(.8) / norm.ppf(.9)}. */
    @Test
    void betweenTwoSizesTheProbitIsStraight() {
        PowerCurve curve = new PowerCurve();
        curve.add(1, new Rate(50, 100));
        curve.add(2, new Rate(90, 100));

        assertThat(curve.sizeFoundWith(0.8).orElseThrow()).isCloseTo(1.6567205379794951, within(1e-12));
        assertThat(curve.sizeFoundWith(0.95)).isEmpty();
        assertThat(curve.beginsAbove(0.4)).isTrue();
        assertThatThrownBy(() -> curve.add(2, new Rate(1, 1))).hasMessageContaining("does not ascend");
    }

    /** Numpy: {@code np.quantile([1, 2, 4], .75)} is 3. */
    @Test
    void quantilesAreLinearBetweenOrderStatistics() {
        assertThat(Oracle.quantile(new double[] {1, 2, 4}, 0.75)).isEqualTo(3);
        assertThat(Oracle.quantile(new double[] {1, 2, 4}, 1)).isEqualTo(4);
    }

    /** All rows with standard normal noise: 5 % of runs exceed no more than the critical value of the largest of them. */
    @Test
    void theOraclesCriticalValueBelongsToTheLargestOfAllRows() {
        SimulatedProgram program = ProgramGenerator.random(200, 320, 1);
        List<double[]> runs = new ArrayList<>();
        for (int run = 0; run < 400; run++) {
            var random = Laboratory.random("oracle", run);
            double[] noise = new double[2 * program.functionCount()];
            for (int row = 0; row < noise.length; row++) {
                noise[row] = 0.001 * random.nextGaussian();
            }
            runs.add(noise);
        }

        Oracle oracle = Oracle.of(program, runs);

        // around norm.ppf(1 - .01 / 250)
        assertThat(oracle.critical()).isBetween(3.4, 4.6);
        assertThat(oracle.sizeFoundWith(0.5)).isCloseTo(oracle.critical(), within(1e-9));
        assertThat(oracle.growth(4, Target.self(program, 0.01))).isCloseTo(0.004, within(0.0006));
    }
}
