package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    // Expected: SciPy 1.17.1, the command in the assertion.
    @ParameterizedTest
    @CsvSource({
        "0, 5, 0.5",
        "1.5, 4, 0.104",
        "-2.25, 7.5, 0.9716389450395491",
        "4.2, 19.7053637470657, 0.00022655098113907095",
        "9, 4, 0.00042191625880063895",
        "40, 12.5, 7.145766481858474e-15",
        "6, 1e6, 9.86924906177215e-10",
        "300, 30, 5.009667503580099e-54"
    })
    void upperTailAgreesWithScipyFarOut(double t, double degreesOfFreedom, double expected) {
        StudentT distribution = StudentT.withDegreesOfFreedom(degreesOfFreedom);

        assertThat(distribution.upperTail(t))
                .as("python3 -c 'from scipy import stats; print(stats.t.sf(%s, %s))'", t, degreesOfFreedom)
                .isCloseTo(expected, within(1e-9 * expected));
        assertThat(distribution.lowerTail(-t)).isEqualTo(distribution.upperTail(t));
    }

    // Expected: SciPy 1.17.1, the command in the assertion.
    @ParameterizedTest
    @CsvSource({
        "0.05, 4, 2.131846786326651",
        "0.025, 19.7, 2.08800174961098",
        "0.2, 12, 0.872609291588138",
        "2.5714285714285714e-05, 18, 5.274710629294151",
        "2.5e-05, 4, 18.52239843341509",
        "1e-9, 36, 7.940075242455929",
        "0.05, 1e6, 1.6448551507220406"
    })
    void quantilesAgreeWithScipy(double probability, double degreesOfFreedom, double expected) {
        assertThat(StudentT.withDegreesOfFreedom(degreesOfFreedom).exceededWith(probability))
                .as("python3 -c 'from scipy import stats; print(stats.t.isf(%s, %s))'", probability, degreesOfFreedom)
                .isCloseTo(expected, within(1e-7));
    }
}
