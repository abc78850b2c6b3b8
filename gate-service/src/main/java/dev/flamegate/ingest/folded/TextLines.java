package dev.flamegate.ingest.folded;

import java.nio.charset.StandardCharsets;

/** The lines of a text in memory, one at a time, without their ends. Bytes that are no UTF-8 become U+FFFD. */
final class TextLines {
    private static final int BOM_BYTES = 3;

    private final byte[] text;
    private int at;
    private int number;
    private String line = "";

    TextLines(byte[] text) {
        this.text = text;
        boolean bom =
                text.length >= BOM_BYTES && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf;
        this.at = bom ? BOM_BYTES : 0;
    }

    /** Moves to the next line; false at the end. */
    boolean next() {
        if (at >= text.length) {
            return false;
        }
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        int stop = end > at && text[end - 1] == '\r' ? end - 1 : end;
        line = new String(text, at, stop - at, StandardCharsets.UTF_8);
        at = end + 1;
        number++;
        return true;
    }

    String line() {
        return line;
    }

    /** From 1. */
    int number() {
        return number;
    }

    /** Whether the current line ends with the text, so that in a piece of a text it may be cut. */
    boolean isLast() {
        return at > text.length;
    }
}
