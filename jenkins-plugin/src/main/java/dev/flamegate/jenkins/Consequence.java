package dev.flamegate.jenkins;

import java.util.Locale;

/** What becomes of the build. */
enum Consequence {
    FAILURE("fails the build"),
    UNSTABLE("makes the build unstable"),
    NOTHING("changes nothing");

    private final String words;

    Consequence(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** @throws IllegalArgumentException if the text names none; says which there are */
    static Consequence parse(String text) {
        for (Consequence one : values()) {
            if (one.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new IllegalArgumentException("'" + Printable.text(text) + "' is none of failure, unstable, nothing");
    }
}
