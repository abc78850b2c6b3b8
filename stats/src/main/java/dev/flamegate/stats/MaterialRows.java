package dev.flamegate.stats;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which functions are worth a hypothesis: those that could have grown by the material share at all.
 *
 * <p>If a function's share, averaged over the two sides, is below half the material share, the candidate's share is below
 * the whole of it, so it cannot have grown by it. The average does not depend on the difference between the sides, so the
 * selection does not bias the tests (independent filtering; Bourgon, Gentleman and Huber 2010). A few hundred rows remain,
 * however many functions a program has.
 *
 * <p>A total row is dropped when it says nothing of its own: a function that calls nothing (total equals self), a wrapper
 * whose samples are almost all those of one callee, and a root that is on every stack and whose share is always 1.
 *
 * <p>Immutable.
 */
public final class MaterialRows {
    private static final double ON_EVERY_STACK = 1 - 1e-9;

    private final int[] selfRows;
    private final int[] totalRows;

    private MaterialRows(int[] selfRows, int[] totalRows) {
        this.selfRows = selfRows;
        this.totalRows = totalRows;
    }

    /**
     * Selects rows; all arrays are indexed by function and equally long.
     *
     * @param meanSelf self share of each function, mean of the two sides' unweighted means, 0..1
     * @param meanTotal total share, likewise
     * @param largestCallee share of the samples in which the function directly calls its largest callee, 0 if none
     * @param totalEqualsSelf whether the function's total and self counts are the same in every replicate
     * @param materialShare smallest growth worth failing for, exclusive 0..1; one for each function
     * @throws IllegalArgumentException if lengths differ or a share is outside 0..1; names the array and the function
     */
    public static MaterialRows select(
            double[] meanSelf,
            double[] meanTotal,
            double[] largestCallee,
            boolean[] totalEqualsSelf,
            double[] materialShare) {
        int functions = meanSelf.length;
        requireShares("meanSelf", meanSelf, functions);
        requireShares("meanTotal", meanTotal, functions);
        requireShares("largestCallee", largestCallee, functions);
        Arguments.require(
                totalEqualsSelf.length == functions,
                "totalEqualsSelf has %d functions, meanSelf has %d",
                totalEqualsSelf.length,
                functions);
        requireShares("materialShare", materialShare, functions);
        return new MaterialRows(
                functionsWhere(functions, f -> meanSelf[f] >= materialShare[f] / 2),
                functionsWhere(
                        functions,
                        f -> meanTotal[f] >= materialShare[f] / 2
                                && meanTotal[f] < ON_EVERY_STACK
                                && !totalEqualsSelf[f]
                                && meanTotal[f] - largestCallee[f] >= materialShare[f] / 2));
    }

    /** {@link #select(double[], double[], double[], boolean[], double[])} with one size for all functions, exclusive 0..1. */
    public static MaterialRows select(
            double[] meanSelf,
            double[] meanTotal,
            double[] largestCallee,
            boolean[] totalEqualsSelf,
            double materialShare) {
        Arguments.requireBetween("materialShare", materialShare, 0, 1);
        double[] same = new double[meanSelf.length];
        Arrays.fill(same, materialShare);
        return select(meanSelf, meanTotal, largestCallee, totalEqualsSelf, same);
    }

    /** Functions whose self share is tested, ascending. */
    public int[] selfRows() {
        return selfRows.clone();
    }

    /** Functions whose total share is tested, ascending. */
    public int[] totalRows() {
        return totalRows.clone();
    }

    private static void requireShares(String name, double[] shares, int functions) {
        Arguments.require(
                shares.length == functions, "%s has %d functions, meanSelf has %d", name, shares.length, functions);
        for (int function = 0; function < functions; function++) {
            Arguments.require(
                    shares[function] >= 0 && shares[function] <= 1 + 1e-9,
                    "%s of function %d must lie between 0 and 1, was %s",
                    name,
                    function,
                    shares[function]);
        }
    }

    private static int[] functionsWhere(int functions, IntPredicate wanted) {
        return IntStream.range(0, functions).filter(wanted).toArray();
    }
}
