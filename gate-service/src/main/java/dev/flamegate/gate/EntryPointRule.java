package dev.flamegate.gate;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How entry points are found.
 *
 * @param kind whether they are looked for at all, and how
 * @param regex for {@link Kind#PATTERN}: found in the canonical name of an entry point's function; else empty
 */
public record EntryPointRule(Kind kind, String regex) {

    /** The ways. */
    public enum Kind {
        /** The first branching below the dispatcher. */
        AUTOMATIC,
        /** Functions whose name matches. */
        PATTERN,
        /** Nowhere: for benchmarks, whose mix of work is always the same. */
        OFF
    }

    /** @throws PatternSyntaxException if the text is no regular expression */
    public EntryPointRule {
        Pattern.compile(regex);
    }

    /**
     * {@code auto}, {@code off}, or a regular expression.
     *
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static EntryPointRule parse(String text) {
        try {
            return switch (text) {
                case "auto" -> new EntryPointRule(Kind.AUTOMATIC, "");
                case "off" -> new EntryPointRule(Kind.OFF, "");
                default -> new EntryPointRule(Kind.PATTERN, text);
            };
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither auto nor off nor a regular expression: " + e.getDescription(), e);
        }
    }

    /** As it is written in settings. */
    @Override
    public String toString() {
        return switch (kind) {
            case AUTOMATIC -> "auto";
            case OFF -> "off";
            case PATTERN -> regex;
        };
    }
}
