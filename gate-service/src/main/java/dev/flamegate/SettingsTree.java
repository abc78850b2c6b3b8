package dev.flamegate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.flamegate.profile.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The settings between text and records: a tree of two levels, section and key, that starts with every default. */
final class SettingsTree {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .withCoercionConfig(
                    LogicalType.Integer,
                    c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Float, c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .addModule(new SimpleModule()
                    .addSerializer(new DurationWriter())
                    .addDeserializer(Duration.class, new DurationReader()))
            .build();

    private final ObjectNode tree = MAPPER.valueToTree(Settings.withDefaults());
    private Settings settings = Settings.withDefaults();

    Settings settings() {
        return settings;
    }

    /** Every known key with its value as it is now, {@code section.key}, in the order of the records. */
    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> section : tree.properties()) {
            for (Map.Entry<String, JsonNode> key : section.getValue().properties()) {
                values.put(section.getKey() + "." + key.getKey(), key.getValue());
            }
        }
        return values;
    }

    /**
     * Sets one known key.
     *
     * @throws IllegalArgumentException if the value does not fit; says why, not where it came from
     */
    void set(String key, JsonNode value) {
        int dot = key.indexOf('.');
        if (value.isNull()) {
            throw new IllegalArgumentException("has no value");
        }
        ((ObjectNode) tree.path(key.substring(0, dot))).set(key.substring(dot + 1), value);
        try {
            settings = MAPPER.treeToValue(tree, Settings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** What the constructor of the record said, where it spoke; else what is wrong with the type. */
    private static String reason(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        String message = e.getOriginalMessage();
        return message.replaceAll(
                        "Cannot (de)?serialize value of type `(?:[\\w$]+\\.)*([\\w$]+)(?:<[^`]*>)?`", "not of type $2")
                .replaceAll("\\s*\\(.*|\\s+at \\[.*", "");
    }

    /** For tests and documents: the default of every key as text. */
    static Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        new SettingsTree().values().forEach((key, value) -> defaults.put(key, text(value)));
        return defaults;
    }

    static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringBuilder text = new StringBuilder();
        value.forEach(item -> text.append(text.length() == 0 ? "" : ", ").append(item.asText()));
        return text.toString();
    }

    private static final class DurationWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(DurationText.write(value));
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return DurationText.parse(in.getText());
        }
    }
}
