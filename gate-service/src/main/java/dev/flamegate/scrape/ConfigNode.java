package dev.flamegate.scrape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.profile.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One object of a configuration, read key by key: what nobody asked for when it ends is an error, so a typing error is never ignored. */
final class ConfigNode {
    private final JsonNode node;
    private final String path;
    private final TreeSet<String> asked = new TreeSet<>();

    /**
     * @param path where it stands, for messages
     * @throws IllegalArgumentException if it is no object
     */
    ConfigNode(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new IllegalArgumentException(path + " holds keys, not " + shown(node));
        }
    }

    boolean has(String key) {
        asked.add(key);
        return node.has(key);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> scalar(value, key));
    }

    String text(String key, String absent) {
        return text(key).orElse(absent);
    }

    String required(String key) {
        return text(key).filter(text -> !text.isBlank()).orElseThrow(() -> wrong(key, "is missing"));
    }

    boolean flag(String key, boolean absent) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(key, "is " + shown(value) + ", expected true or false");
                    }
                    return value.asBoolean();
                })
                .orElse(absent);
    }

    long number(String key, long absent) {
        return value(key)
                .map(value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                        throw wrong(key, "is " + shown(value) + ", expected a whole number");
                    }
                    return value.asLong();
                })
                .orElse(absent);
    }

    Optional<Duration> duration(String key) {
        return text(key).map(text -> {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw wrong(key, String.valueOf(e.getMessage()));
            }
        });
    }

    Optional<ConfigNode> object(String key) {
        return value(key).map(value -> new ConfigNode(value, path + "." + key));
    }

    /** Empty if the key is missing. */
    List<ConfigNode> objects(String key) {
        List<ConfigNode> objects = new ArrayList<>();
        for (JsonNode item : items(key)) {
            objects.add(new ConfigNode(item, path + "." + key + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** A list of texts, or one text alone; empty if the key is missing. */
    List<String> texts(String key) {
        if (has(key) && node.path(key).isValueNode() && !node.path(key).isNull()) {
            return List.of(scalar(node.path(key), key));
        }
        List<String> texts = new ArrayList<>();
        items(key).forEach(item -> texts.add(scalar(item, key)));
        return texts;
    }

    /** The keys of an object with their texts, in their order; empty if the key is missing. */
    Map<String, String> textMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        object(key)
                .ifPresent(object -> object.node
                        .fieldNames()
                        .forEachRemaining(
                                name -> map.put(name, object.text(name).orElseThrow())));
        return map;
    }

    Map<String, List<String>> textsMap(String key) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        object(key)
                .ifPresent(
                        object -> object.node.fieldNames().forEachRemaining(name -> map.put(name, object.texts(name))));
        return map;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /**
     * @throws IllegalArgumentException if there is a key that nobody asked for
     */
    void end() {
        for (String key : keys()) {
            if (!asked.contains(key)) {
                throw new IllegalArgumentException(
                        path + ": there is no key '" + key + "'; known are " + String.join(", ", asked));
            }
        }
    }

    IllegalArgumentException wrong(String key, String message) {
        return new IllegalArgumentException(path + "." + key + ": " + message);
    }

    String path() {
        return path;
    }

    private Optional<JsonNode> value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value != null && value.isNull()) {
            throw wrong(key, "has no value");
        }
        return Optional.ofNullable(value);
    }

    private Iterable<JsonNode> items(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isPresent() && !value.get().isArray()) {
            throw wrong(key, "is " + shown(value.get()) + ", expected a list");
        }
        return value.isPresent() ? value.get() : List.of();
    }

    private String scalar(JsonNode value, String key) {
        if (!value.isValueNode() || value.isNull()) {
            throw wrong(key, "is " + shown(value) + ", expected text");
        }
        return value.asText();
    }

    private static String shown(JsonNode node) {
        String text = node.isNull() ? "nothing" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
