package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simulated program against what is said of it. */
class ProgramGeneratorTest {
    private static final SimulatedProgram PROGRAM = ProgramGenerator.standard();

    @Test
    void theStandardProgramHasAFewLargeAndManySmallFunctionsBelowUnevenEntryPoints() {
        double[] self = PROGRAM.selfShares();
        double[] entries = new double[PROGRAM.entryPoints()];
        IntStream.range(1, PROGRAM.nodes()).forEach(node -> entries[PROGRAM.entryOf(node)] += PROGRAM.cost(node));

        assertThat(PROGRAM.nodes()).isEqualTo(3200);
        assertThat(PROGRAM.functionCount()).isBetween(2000, 2010);
        assertThat(Arrays.stream(self).max().orElseThrow()).isBetween(0.08, 0.12);
        assertThat(atLeast(0.005, self)).isBetween(18L, 30L);
        assertThat(atLeast(0.0015, self)).isBetween(80L, 105L);
        assertThat(Arrays.stream(entries).max().orElseThrow()).isBetween(0.45, 0.6);
        assertThat(Arrays.stream(entries).sum()).isCloseTo(1, within(1e-12));
    }

    private static long atLeast(double share, double[] shares) {
        return Arrays.stream(shares).filter(one -> one >= share).count();
    }

    @Test
    void theSameSeedGivesTheSameProgramAndAnotherSeedAnotherOne() {
        assertThat(costs(ProgramGenerator.random(300, 500, 4))).isEqualTo(costs(ProgramGenerator.random(300, 500, 4)));
        assertThat(costs(ProgramGenerator.random(300, 500, 5)))
                .isNotEqualTo(costs(ProgramGenerator.random(300, 500, 4)));
    }

    private static double[] costs(SimulatedProgram program) {
        return program.costsTimes(node -> 1);
    }

    @Test
    void everySeedEndsAndEveryFunctionHasANameOfItsOwn() {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedProgram program = ProgramGenerator.random(200, 320, seed);
            Set<String> names = new HashSet<>();
            IntStream.range(0, program.functionCount()).mapToObj(program::name).forEach(names::add);
            assertThat(names).hasSize(program.functionCount());
        }
    }

    @Test
    void aTotalCountsRecursionOnceAndContainsTheSelf() {
        double[] self = PROGRAM.selfShares();
        double[] total = PROGRAM.totalShares();

        for (int function = 0; function < self.length; function++) {
            assertThat(total[function]).isBetween(self[function] - 1e-12, 1 + 1e-12);
        }
    }
}
