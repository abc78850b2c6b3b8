package dev.flamegate.reports;

/**
 * Text from outside, made safe to look at: one line, without control and format characters. A bidirectional control can reorder the
 * letters around it, so that a reader sees another name than the machine; a mark in its place keeps two such names apart.
 */
final class Plain {
    private static final int MARK = 0xFFFD;

    private Plain() {}

    static String line(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(Plain::visible).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** At most {@code charsMax} UTF-16 units; what is left out is left out in the middle, since a function's end tells most. */
    static String line(String text, int charsMax) {
        return middle(line(text), charsMax);
    }

    static String middle(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int head = (charsMax - 1) / 3;
        int tail = charsMax - 1 - head;
        int headEnd = Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head;
        int tailStart = text.length() - tail;
        tailStart = Character.isLowSurrogate(text.charAt(tailStart)) ? tailStart + 1 : tailStart;
        return text.substring(0, headEnd) + "…" + text.substring(tailStart);
    }

    /** Half of a pair of surrogates is no letter, and UTF-8 cannot write it: the mark stands for it. */
    static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, (char) MARK);
            }
        }
        return mended == null ? text : mended.toString();
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' || c == '\r' ? ' ' : MARK;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> MARK;
            default -> c;
        };
    }
}
