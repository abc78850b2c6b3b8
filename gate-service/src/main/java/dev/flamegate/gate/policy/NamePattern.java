package dev.flamegate.gate.policy;

import java.util.BitSet;

/**
 * A pattern over whole canonical function names. {@code *} stands for any run of characters within one part of a name, {@code **} for any
 * run at all; parts are separated by {@code .}, {@code /} and {@code :}, of which the first two stand for each other, so that {@code
 * com.acme.pay.**} means {@code com/acme/pay/Invoice.total}. Everything else stands for itself. Takes time in proportion to the lengths of
 * pattern and name, whatever either holds.
 *
 * @param text as it was written
 */
public record NamePattern(String text) {
    static final int CHARS_MAX = 512;

    /** @throws IllegalArgumentException saying why the text is no pattern */
    public NamePattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a pattern is empty");
        }
        if (text.length() > CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a pattern has " + text.length() + " characters, allowed are " + CHARS_MAX);
        }
        if (text.contains("***")) {
            throw new IllegalArgumentException(
                    "'" + text + "' has three stars in a row: * stays within a part of a name, ** does not");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a pattern has a control character");
        }
    }

    /** Whether the pattern says nothing: every name matches. */
    boolean matchesEverything() {
        return text.equals("**");
    }

    /** Which positions of the pattern the name so far may have led to: all at once, so that nothing is tried twice. */
    public boolean matches(String name) {
        BitSet states = opened(single(0));
        for (int i = 0; i < name.length() && !states.isEmpty(); i++) {
            states = opened(after(states, name.charAt(i)));
        }
        return states.get(text.length());
    }

    private static BitSet single(int state) {
        BitSet states = new BitSet();
        states.set(state);
        return states;
    }

    /** A star may stand for nothing. */
    private BitSet opened(BitSet states) {
        for (int at = states.nextSetBit(0); at >= 0 && at < text.length(); at = states.nextSetBit(at + 1)) {
            if (text.charAt(at) == '*') {
                states.set(at + width(at));
            }
        }
        return states;
    }

    private int width(int star) {
        return text.startsWith("**", star) ? 2 : 1;
    }

    private BitSet after(BitSet states, char c) {
        BitSet next = new BitSet();
        for (int at = states.nextSetBit(0); at >= 0 && at < text.length(); at = states.nextSetBit(at + 1)) {
            if (text.charAt(at) != '*') {
                next.set(at + 1, next.get(at + 1) || same(text.charAt(at), c));
            } else if (width(at) == 2 || !isSeparator(c)) {
                next.set(at);
            }
        }
        return next;
    }

    /** Whether two names are the same but for how their parts are separated. */
    public static boolean sameName(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (!same(one.charAt(i), other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(char wanted, char found) {
        return wanted == found || (isDotOrSlash(wanted) && isDotOrSlash(found));
    }

    private static boolean isDotOrSlash(char c) {
        return c == '.' || c == '/';
    }

    private static boolean isSeparator(char c) {
        return isDotOrSlash(c) || c == ':';
    }
}
