package dev.flamegate.profile;

import java.util.regex.Pattern;

/** How many requests a process served: any finite number of at least 0, whole or not, since counts may be estimates. */
public final class Requests {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,400}(\\.\\d{1,400})?([eE][+-]?\\d{1,9})?");

    private Requests() {}

    /** @throws IllegalArgumentException naming the text and the rule */
    public static double parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw refused(text);
        }
        double requests = Double.parseDouble(text);
        if (!isCount(requests)) {
            throw refused(text);
        }
        return requests;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no number of requests, which is finite and at least 0, such as 2227");
    }

    public static boolean isCount(double requests) {
        return requests >= 0 && requests < Double.POSITIVE_INFINITY;
    }

    /** @throws IllegalArgumentException if it is no count */
    public static void check(double requests) {
        if (!isCount(requests)) {
            throw new IllegalArgumentException(
                    "number of requests is " + requests + ", which is not finite and at least 0");
        }
    }
}
