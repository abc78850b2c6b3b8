package dev.flamegate.profile;

/**
 * A function's name as the profiler wrote it, and the form that stays the same from build to build and is compared between versions.
 * The rules of the canonical form are in {@link CanonicalNames}.
 */
public record FunctionName(String raw, String canonical) {

    public FunctionName {
        if (raw.isEmpty() || canonical.isEmpty()) {
            throw new IllegalArgumentException(
                    "function name is empty (raw '" + raw + "', canonical '" + canonical + "')");
        }
    }

    public static FunctionName of(String raw) {
        return new FunctionName(raw, CanonicalNames.canonical(raw));
    }
}
