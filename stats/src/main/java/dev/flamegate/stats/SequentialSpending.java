package dev.flamegate.stats;

/**
 * How a planned series of looks at growing data shares one error rate.
 *
 * <p>Looking K times at the full level rejects two to three times as many equal versions. With look k at the fraction t_k
 * of the planned data, look k may spend alpha_k = alpha (t_k^2 - t_{k-1}^2); the sum is alpha, and by the union bound so is
 * the error of all looks together, whatever their dependence (increments of a power-family spending function; Lan and
 * DeMets 1983, Kim and DeMets 1987). Within a look Holm is applied at alpha_k. At row levels of 1e-5 the union bound costs
 * hardly any power and needs no boundary recursion.
 *
 * <p>A failure may stop the series at any look. A pass may stop it only at the last look, or earlier when it holds at
 * the planned error over K (5 % / K).
 */
public final class SequentialSpending {
    private final double[] timeFractions;

    private SequentialSpending(double[] timeFractions) {
        this.timeFractions = timeFractions;
    }

    /** Looks after equal amounts of data. */
    public static SequentialSpending equallySpaced(int looks) {
        Arguments.requireAtLeast("looks", looks, 1);
        double[] fractions = new double[looks];
        for (int look = 0; look < looks; look++) {
            fractions[look] = (look + 1.0) / looks;
        }
        return new SequentialSpending(fractions);
    }

    /**
     * Looks at given fractions of the planned data.
     *
     * @param timeFractions strictly ascending, above 0, the last one 1
     */
    public static SequentialSpending at(double... timeFractions) {
        double last = 0;
        for (double fraction : timeFractions) {
            Arguments.require(
                    fraction > last && fraction <= 1, "time fractions must ascend within 0..1, got %s", fraction);
            last = fraction;
        }
        Arguments.require(last == 1, "the last look must be at time fraction 1, was %s", last);
        return new SequentialSpending(timeFractions.clone());
    }

    public int looks() {
        return timeFractions.length;
    }

    /**
     * The settings with the error rates of look {@code look} (0 is the first): its part of alpha, and for a pass before the
     * last look the planned error over the number of looks.
     */
    public ShareSettings settingsAt(int look, ShareSettings planned) {
        double passError = look == looks() - 1 ? planned.passError() : planned.passError() / looks();
        return planned.withErrors(alphaAt(look, planned.alpha()), passError);
    }

    /** The part of {@code alpha} that look {@code look} may spend. */
    public double alphaAt(int look, double alpha) {
        double before = look == 0 ? 0 : timeFractions[look - 1];
        return alpha * (timeFractions[look] * timeFractions[look] - before * before);
    }
}
