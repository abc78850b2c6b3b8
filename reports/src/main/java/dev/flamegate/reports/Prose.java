package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence with names between back-ticks, taken apart so that each surface can set the names in its own way. */
final class Prose {
    private Prose() {}

    /** Part of a sentence. */
    record Part(String text, boolean name) {}

    /** The sentence without the back-ticks around its names. */
    static String plain(String sentence) {
        return parts(sentence).stream()
                .map(Part::text)
                .collect(Collectors.joining())
                .strip();
    }

    /** A back-tick without a partner is a letter like any other. */
    static List<Part> parts(String sentence) {
        List<Part> parts = new ArrayList<>();
        String rest = Plain.line(sentence);
        while (!rest.isEmpty()) {
            int open = rest.indexOf('`');
            int close = open < 0 ? -1 : rest.indexOf('`', open + 1);
            if (close <= open + 1) {
                parts.add(new Part(rest, false));
                break;
            }
            if (open > 0) {
                parts.add(new Part(rest.substring(0, open), false));
            }
            parts.add(new Part(rest.substring(open + 1, close), true));
            rest = rest.substring(close + 1);
        }
        return parts;
    }
}
