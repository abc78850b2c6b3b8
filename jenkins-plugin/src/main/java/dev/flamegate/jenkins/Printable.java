package dev.flamegate.jenkins;

/** Text of others, made fit for a build's log and for XML: names of functions and versions are whatever somebody wrote. */
final class Printable {
    static final int CHARS_MAX = 2_000;

    private Printable() {}

    /** One line without control characters, bidirectional controls and halves of surrogate pairs, at most {@link #CHARS_MAX} long. */
    static String text(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), CHARS_MAX));
        text.codePoints().limit(CHARS_MAX).map(Printable::harmless).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int harmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> '\ufffd';
            default -> codePoint;
        };
    }
}
