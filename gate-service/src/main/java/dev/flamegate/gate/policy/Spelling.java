package dev.flamegate.gate.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant to type. Distance: V. Levenshtein, Binary codes capable of correcting deletions (1966). */
public final class Spelling {
    private Spelling() {}

    /** The known word with the fewest edits, if they are few enough to be a slip. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        int editsMax = Math.max(2, typed.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(word -> edits(typed, word)))
                .filter(word -> edits(typed, word) <= editsMax);
    }

    static int edits(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
