package dev.flamegate.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one protobuf message by their names in JSON, as far as somebody reads them: what {@link ProtobufJson} needs to know. A
 * field answers to its name in the {@code .proto} file and to that name in lowerCamelCase.
 */
public final class ProtobufSchema {

    enum Kind {
        TEXT,
        BYTES,
        INT64,
        UINT64,
        FIXED64,
        FLOAT64,
        ENUM,
        MESSAGE
    }

    /**
     * @param message null unless the kind is that
     * @param constants of an enum, by name
     */
    record Field(
            int number,
            Kind kind,
            boolean repeated,
            @Nullable ProtobufSchema message,
            Map<String, Integer> constants) {

        Field(int number, Kind kind, boolean repeated, @Nullable ProtobufSchema message) {
            this(number, kind, repeated, message, Map.of());
        }
    }

    private final Map<String, Field> fields = new HashMap<>();

    public ProtobufSchema text(int number, String name) {
        return field(name, new Field(number, Kind.TEXT, false, null));
    }

    public ProtobufSchema texts(int number, String name) {
        return field(name, new Field(number, Kind.TEXT, true, null));
    }

    public ProtobufSchema bytes(int number, String name) {
        return field(name, new Field(number, Kind.BYTES, false, null));
    }

    public ProtobufSchema int64(int number, String name) {
        return field(name, new Field(number, Kind.INT64, false, null));
    }

    public ProtobufSchema int64s(int number, String name) {
        return field(name, new Field(number, Kind.INT64, true, null));
    }

    public ProtobufSchema uint64(int number, String name) {
        return field(name, new Field(number, Kind.UINT64, false, null));
    }

    public ProtobufSchema fixed64(int number, String name) {
        return field(name, new Field(number, Kind.FIXED64, false, null));
    }

    public ProtobufSchema fixed64s(int number, String name) {
        return field(name, new Field(number, Kind.FIXED64, true, null));
    }

    public ProtobufSchema float64(int number, String name) {
        return field(name, new Field(number, Kind.FLOAT64, false, null));
    }

    /**
     * @param constants by name; JSON may have the name or the number
     */
    public ProtobufSchema constant(int number, String name, Map<String, Integer> constants) {
        return field(name, new Field(number, Kind.ENUM, false, null, Map.copyOf(constants)));
    }

    public ProtobufSchema message(int number, String name, ProtobufSchema message) {
        return field(name, new Field(number, Kind.MESSAGE, false, message));
    }

    public ProtobufSchema messages(int number, String name, ProtobufSchema message) {
        return field(name, new Field(number, Kind.MESSAGE, true, message));
    }

    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private ProtobufSchema field(String name, Field field) {
        fields.put(name, field);
        fields.put(lowerCamelCase(name), field);
        return this;
    }

    private static String lowerCamelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean after = i > 0 && name.charAt(i - 1) == '_';
            if (name.charAt(i) != '_') {
                camel.append(after ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
            }
        }
        return camel.toString();
    }
}
