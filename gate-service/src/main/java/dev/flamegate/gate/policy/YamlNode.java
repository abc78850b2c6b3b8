package dev.flamegate.gate.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML text with its place. References to other places of the text are refused: a reader would have to look for them.
 *
 * @param line from 1
 * @param column from 1
 * @param text of a scalar, as written; empty for the others
 * @param fields of a mapping, each with its key's place
 * @param items of a list
 */
record YamlNode(Kind kind, int line, int column, String text, Map<Key, YamlNode> fields, List<YamlNode> items) {
    private static final int DEPTH_MAX = 20;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    enum Kind {
        MAPPING("a mapping"),
        LIST("a list"),
        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NOTHING("nothing");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    record Key(String name, int line, int column) {}

    /** Text that is no YAML. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient PolicyError error;

        Unreadable(PolicyError error) {
            super(error.text());
            this.error = error;
        }

        PolicyError error() {
            return error;
        }
    }

    /** One document; null if there is nothing in it. */
    static @Nullable YamlNode read(String yaml) throws Unreadable {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            YamlNode whole = value(parser, 0);
            if (parser.nextToken() != null) {
                throw unreadable(parser, "a second document begins, and one is read");
            }
            return whole;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String message =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("no YAML");
            throw new Unreadable(new PolicyError(
                    place == null ? 1 : Math.max(1, place.getLineNr()),
                    place == null ? 1 : Math.max(1, place.getColumnNr()),
                    message));
        } catch (IOException e) {
            throw new UncheckedIOException("YAML of a text in memory", e);
        }
    }

    /** Whether nothing is written there. */
    boolean isEmpty() {
        return kind == Kind.NOTHING || (kind == Kind.TEXT && text.isEmpty());
    }

    private static Unreadable unreadable(YAMLParser parser, String message) {
        JsonLocation place = parser.currentTokenLocation();
        return new Unreadable(new PolicyError(place.getLineNr(), place.getColumnNr(), message));
    }

    private static YamlNode value(YAMLParser parser, int depth) throws IOException, Unreadable {
        if (parser.isCurrentAlias()) {
            throw unreadable(parser, "an alias (*name) is not read here: write the value out");
        }
        if (depth > DEPTH_MAX) {
            throw unreadable(parser, "nested deeper than " + DEPTH_MAX + " levels");
        }
        JsonLocation place = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        Kind kind = kind(token);
        Map<Key, YamlNode> fields = new LinkedHashMap<>();
        List<YamlNode> items = new ArrayList<>();
        if (kind == Kind.MAPPING) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                JsonLocation at = parser.currentTokenLocation();
                Key key = new Key(parser.currentName(), at.getLineNr(), at.getColumnNr());
                parser.nextToken();
                fields.put(key, value(parser, depth + 1));
            }
        } else if (kind == Kind.LIST) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser, depth + 1));
            }
        }
        boolean scalar = kind != Kind.MAPPING && kind != Kind.LIST;
        String text = scalar ? String.valueOf(parser.getText()) : "";
        return new YamlNode(kind, place.getLineNr(), place.getColumnNr(), text, fields, items);
    }

    private static Kind kind(@Nullable JsonToken token) {
        if (token == null) {
            return Kind.NOTHING;
        }
        return switch (token) {
            case START_OBJECT -> Kind.MAPPING;
            case START_ARRAY -> Kind.LIST;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_STRING -> Kind.TEXT;
            default -> Kind.NOTHING;
        };
    }
}
