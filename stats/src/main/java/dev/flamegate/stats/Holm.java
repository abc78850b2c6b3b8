package dev.flamegate.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction: the chance of one or more false rejections among all rows stays below alpha, whatever the
 * dependence between them.
 *
 * <p>Holm (1979), "A simple sequentially rejective multiple test procedure". With the p-values in ascending order,
 * adjusted_(i) = min(1, max over j up to i of (m - j + 1) p_(j)); a row is rejected when its adjusted value is at most
 * alpha. Permutation tests (max-T) change the power by a few points only and cannot reject at all with few replicates.
 */
final class Holm {
    private Holm() {}

    /** Adjusted p-values in the order of {@code p}. */
    static double[] adjusted(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int i = 0; i < ascending.length; i++) {
            largest = Math.max(largest, (p.length - i) * p[ascending[i]]);
            adjusted[ascending[i]] = Math.min(1, largest);
        }
        return adjusted;
    }
}
