package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

/**
 * Why a verdict is what it is.
 *
 * @param code stable, for programs: {@code too-few-pods}
 * @param sentence for people, with the numbers in it
 * @param remedy what to do about it; empty if there is nothing to do
 */
public record Reason(String code, String sentence, String remedy) {
    public Reason {
        text(code, "code");
        text(sentence, "sentence");
    }
}
