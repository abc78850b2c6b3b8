package dev.flamegate.reports;

import java.util.Map;

/**
 * What the script of a flame graph needs beside the tree: how strong colours are is said once, in {@link Palette}.
 *
 * @param cost what the profile counts, in a word or two
 */
record Shown(String cost, Map<String, Number> scale) {

    static Shown of(String profileType) {
        return new Shown(
                Words.cost(profileType),
                Map.of("weak", Palette.WEAK_POINTS, "strong", Palette.STRONG_POINTS, "steps", Palette.STEPS));
    }
}
