package dev.flamegate.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Groups of rows that share a variance prior, none so small that its prior would be a guess.
 *
 * <p>Self and total rows vary differently, and so do standardised and plain ones. A group of fewer than ten rows joins the
 * other small ones; if they are fewer than ten even together, they join the largest group there is.
 */
final class PriorGroups {
    private static final int ROWS_MIN = 10;

    private PriorGroups() {}

    /** Group numbers with the small groups merged; the numbers themselves mean nothing. */
    static int[] merged(int[] groups) {
        Map<Integer, Long> sizes = Arrays.stream(groups)
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        long inSmall = sizes.values().stream()
                .filter(size -> size < ROWS_MIN)
                .mapToLong(size -> size)
                .sum();
        if (inSmall == 0) {
            return groups.clone();
        }
        int common = inSmall >= ROWS_MIN ? smallest(sizes) : largest(sizes);
        return Arrays.stream(groups)
                .map(group -> sizes.getOrDefault(group, 0L) < ROWS_MIN ? common : group)
                .toArray();
    }

    private static int smallest(Map<Integer, Long> sizes) {
        return sizes.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static int largest(Map<Integer, Long> sizes) {
        return sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
    }
}
