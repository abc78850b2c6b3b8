package dev.flamegate.profile;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The name-value pairs that a profile is stored under: sorted by name, immutable, validated once here. Labels are bounded categories
 * (service, version, pod, region), never identities of requests or users; the bounds are those of Pyroscope's server.
 *
 * <p>The text form is {@code {pod="p1",version="1.0.0"}} with backslash escapes for {@code "} and {@code \}, and {@link
 * LabelsText#parse} reads back exactly what {@link #toString} wrote.
 */
public final class Labels {

    public static final String SERVICE = "service_name";
    public static final String VERSION = "version";
    public static final String POD = "pod";

    public static final int COUNT_MAX = 30;
    public static final int NAME_CHARS_MAX = 1024;
    public static final int VALUE_CHARS_MAX = 2048;

    public static final Labels EMPTY = new Labels(new TreeMap<>());

    private final SortedMap<String, String> pairs;

    private Labels(SortedMap<String, String> pairs) {
        this.pairs = java.util.Collections.unmodifiableSortedMap(pairs);
    }

    /**
     * Pairs with an empty value are dropped: a missing label equals the empty string.
     *
     * @throws IllegalArgumentException naming the label and the rule, if there are more than {@value #COUNT_MAX} labels, a name is
     *     empty, longer than {@value #NAME_CHARS_MAX} characters or has characters other than letters, digits, {@code _ . -} and
     *     {@code /}, or a value is longer than {@value #VALUE_CHARS_MAX} characters or has control characters
     */
    public static Labels of(Map<String, String> pairs) {
        TreeMap<String, String> sorted = new TreeMap<>();
        pairs.forEach((name, value) -> {
            checkName(name);
            checkValue(name, value);
            if (!value.isEmpty()) {
                sorted.put(name, value);
            }
        });
        if (sorted.size() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    sorted.size() + " labels, at most " + COUNT_MAX + " are allowed: " + sorted.keySet());
        }
        return new Labels(sorted);
    }

    /** These labels with one more, which replaces a label of the same name. */
    public Labels with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(pairs);
        more.put(name, value);
        return of(more);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(pairs.get(name));
    }

    /** The value, or the empty string if the label is missing: the two mean the same to a selector. */
    public String valueOrEmpty(String name) {
        return pairs.getOrDefault(name, "");
    }

    /** Unmodifiable, sorted by name. */
    public SortedMap<String, String> asMap() {
        return pairs;
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("label name '" + shorten(name) + "' has " + name.length()
                    + " characters, allowed are 1 to " + NAME_CHARS_MAX);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = c < 128 && (Character.isLetterOrDigit(c) || "_.-/".indexOf(c) >= 0);
            if (!allowed) {
                throw new IllegalArgumentException("label name '" + shorten(name) + "' has '" + c + "' at position " + i
                        + ", allowed are letters, digits and _ . - /");
            }
        }
    }

    private static void checkValue(String name, String value) {
        if (value.length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException("value of label '" + name + "' has " + value.length()
                    + " characters, at most " + VALUE_CHARS_MAX + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(
                        "value of label '" + name + "' has a control character at position " + i);
            }
        }
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && pairs.equals(labels.pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    @Override
    public String toString() {
        return LabelsText.write(pairs);
    }
}
