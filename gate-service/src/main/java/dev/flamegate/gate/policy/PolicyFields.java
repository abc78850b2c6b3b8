package dev.flamegate.gate.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a policy while it is read: its fields by name, each checked as it is asked for. What is wrong is written down with its
 * place, and reading goes on, so that somebody who mends a file sees everything at once.
 */
final class PolicyFields {
    private static final int TEXT_CHARS_MAX = 1000;
    private static final int ITEMS_MAX = 1000;

    private final YamlNode mapping;
    private final String name;
    private final List<PolicyError> errors;
    private final Map<String, YamlNode> byName = new HashMap<>();

    /**
     * @param name what the mapping is called in messages
     * @param known names of all its fields
     */
    PolicyFields(YamlNode mapping, String name, Collection<String> known, List<PolicyError> errors) {
        this.mapping = mapping;
        this.name = name;
        this.errors = errors;
        if (mapping.kind() != YamlNode.Kind.MAPPING) {
            wrong(
                    mapping,
                    "'" + name + "' holds keys (" + String.join(", ", known) + "), not "
                            + mapping.kind().words());
        }
        mapping.fields().forEach((key, value) -> {
            if (known.contains(key.name())) {
                byName.put(key.name(), value);
            } else {
                unknown(key, known);
            }
        });
    }

    private void unknown(YamlNode.Key key, Collection<String> known) {
        String hint = Spelling.nearest(key.name(), known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; known are " + String.join(", ", known));
        errors.add(new PolicyError(
                key.line(), key.column(), "there is no key '" + shown(key.name()) + "' in '" + name + "'" + hint));
    }

    void wrong(YamlNode node, String message) {
        errors.add(new PolicyError(node.line(), node.column(), message));
    }

    /** Says that something is wrong with the mapping as a whole. */
    void wrong(String message) {
        wrong(mapping, message);
    }

    private @Nullable YamlNode get(String field, YamlNode.Kind kind) {
        YamlNode node = byName.get(field);
        if (node != null && node.kind() != kind) {
            wrong(
                    node,
                    "'" + field + "' must be " + kind.words() + ", not "
                            + node.kind().words());
            return null;
        }
        return node;
    }

    boolean flag(String field, boolean otherwise) {
        YamlNode node = get(field, YamlNode.Kind.BOOLEAN);
        return node == null ? otherwise : Boolean.parseBoolean(node.text());
    }

    Meaning meaning(String field) {
        YamlNode node = get(field, YamlNode.Kind.TEXT);
        List<String> words = List.of(Meaning.FAIL.word(), Meaning.NEUTRAL.word(), Meaning.PASS.word());
        if (node == null) {
            return Meaning.FAIL;
        }
        if (!words.contains(node.text())) {
            String hint = Spelling.nearest(node.text(), words)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("");
            wrong(
                    node,
                    "'" + field + "' is '" + shown(node.text()) + "', allowed are " + String.join(", ", words) + hint);
            return Meaning.FAIL;
        }
        return Meaning.values()[words.indexOf(node.text())];
    }

    /**
     * A number, where per cent may follow; null if there is none.
     *
     * @param least smallest value, itself allowed only if it is 0 and {@code zero} is
     * @param most largest value
     */
    @Nullable
    Double number(String field, double most, boolean zero, boolean percent) {
        YamlNode node = byName.get(field);
        if (node == null) {
            return null;
        }
        String text = percent ? node.text().strip().replaceAll("\\s*%$", "") : node.text();
        boolean scalar = node.kind() == YamlNode.Kind.NUMBER || (percent && node.kind() == YamlNode.Kind.TEXT);
        if (!scalar || !text.matches("[+-]?(\\d{1,15}(\\.\\d{0,15})?|\\.\\d{1,15})([eE][+-]?\\d{1,3})?")) {
            wrong(
                    node,
                    "'" + field + "' must be a number, not "
                            + (scalar
                                    ? "'" + shown(node.text()) + "'"
                                    : node.kind().words()));
            return null;
        }
        double value = Double.parseDouble(text);
        if (value < 0 || (value == 0 && !zero) || value > most) {
            wrong(
                    node,
                    "'" + field + "' is " + text + ", allowed is " + (zero ? "0 to " : "above 0 and at most ")
                            + Acknowledgement.plain(most));
            return null;
        }
        return value;
    }

    /** A text on one line; null if there is none. */
    @Nullable
    String text(String field) {
        YamlNode node = get(field, YamlNode.Kind.TEXT);
        return node == null ? null : checked(node, field);
    }

    String required(String field) {
        if (!byName.containsKey(field)) {
            wrong("'" + name + "' needs a '" + field + "'");
        }
        String text = text(field);
        return text == null ? "" : text;
    }

    private @Nullable String checked(YamlNode node, String field) {
        String text = node.text();
        if (text.isBlank()) {
            wrong(node, "'" + field + "' is empty");
            return null;
        }
        if (text.length() > TEXT_CHARS_MAX) {
            wrong(node, "'" + field + "' has " + text.length() + " characters, allowed are " + TEXT_CHARS_MAX);
            return null;
        }
        return text.strip();
    }

    LocalDate date(String field) {
        YamlNode node = byName.get(field);
        String text = required(field);
        try {
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            wrong(
                    node == null ? mapping : node,
                    "'" + field + "' is '" + shown(text) + "', not a date such as 2026-12-31");
            return LocalDate.EPOCH;
        }
    }

    @Nullable
    NamePattern pattern(String field) {
        if (!byName.containsKey(field)) {
            wrong("'" + name + "' needs a '" + field + "'");
        }
        YamlNode node = get(field, YamlNode.Kind.TEXT);
        return node == null ? null : pattern(node);
    }

    private @Nullable NamePattern pattern(YamlNode node) {
        try {
            return new NamePattern(node.text().strip());
        } catch (IllegalArgumentException e) {
            wrong(node, String.valueOf(e.getMessage()));
            return null;
        }
    }

    List<NamePattern> patterns(String field) {
        List<NamePattern> patterns = new ArrayList<>();
        for (YamlNode item : scalars(field)) {
            NamePattern pattern = pattern(item);
            if (pattern != null && pattern.matchesEverything()) {
                wrong(item, "'**' in '" + field + "' would match every function, and nothing could fail");
            } else if (pattern != null) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : scalars(field)) {
            String text = checked(item, field);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private List<YamlNode> scalars(String field) {
        List<YamlNode> scalars = new ArrayList<>();
        for (YamlNode item : items(field)) {
            if (item.kind() == YamlNode.Kind.TEXT) {
                scalars.add(item);
            } else {
                wrong(
                        item,
                        "'" + field + "' is a list of texts, not of "
                                + item.kind().words());
            }
        }
        return scalars;
    }

    private List<YamlNode> items(String field) {
        YamlNode list = get(field, YamlNode.Kind.LIST);
        List<YamlNode> items = list == null ? List.of() : list.items();
        if (list != null && items.size() > ITEMS_MAX) {
            wrong(list, "'" + field + "' has " + items.size() + " entries, allowed are " + ITEMS_MAX);
            return List.of();
        }
        return items;
    }

    /** Entries of a list of mappings. */
    <T> List<T> each(String field, Collection<String> known, Function<PolicyFields, T> read) {
        List<T> entries = new ArrayList<>();
        for (YamlNode item : items(field)) {
            entries.add(read.apply(new PolicyFields(item, field + " entry", known, errors)));
        }
        return entries;
    }

    /** A mapping inside this one; null if there is none. */
    @Nullable
    PolicyFields inner(String field, Collection<String> known) {
        YamlNode node = byName.get(field);
        return node == null ? null : new PolicyFields(node, field, known, errors);
    }

    /** Fields of a mapping whose names are free, each a mapping. */
    <T> List<T> named(String field, Collection<String> known, BiFunction<String, PolicyFields, T> read) {
        YamlNode node = get(field, YamlNode.Kind.MAPPING);
        List<T> all = new ArrayList<>();
        if (node != null) {
            node.fields()
                    .forEach((key, value) ->
                            all.add(read.apply(key.name(), new PolicyFields(value, key.name(), known, errors))));
        }
        return all;
    }

    boolean has(String field) {
        return byName.containsKey(field);
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
