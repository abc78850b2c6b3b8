package dev.flamegate.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Protobuf's mapping to JSON: names in lowerCamelCase, 64-bit integers as text. */
final class JsonFields implements Fields {

    private interface Step {
        void run() throws IOException;
    }

    private final JsonGenerator out;

    private JsonFields(JsonGenerator out) {
        this.out = out;
    }

    static byte[] write(Consumer<Fields> message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes)) {
            generator.writeStartObject();
            message.accept(new JsonFields(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON into memory", e);
        }
        return bytes.toByteArray();
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON into memory", e);
        }
    }

    @Override
    public void text(int number, String name, String value) {
        if (!value.isEmpty()) {
            attempt(() -> out.writeStringField(name, value));
        }
    }

    @Override
    public void texts(int number, String name, List<String> values) {
        if (!values.isEmpty()) {
            attempt(() -> {
                out.writeArrayFieldStart(name);
                for (String value : values) {
                    out.writeString(value);
                }
                out.writeEndArray();
            });
        }
    }

    @Override
    public void int64(int number, String name, long value) {
        if (value != 0) {
            attempt(() -> out.writeStringField(name, Long.toString(value)));
        }
    }

    @Override
    public void int64s(int number, String name, long[] values) {
        if (values.length > 0) {
            attempt(() -> {
                out.writeArrayFieldStart(name);
                for (long value : values) {
                    out.writeString(Long.toString(value));
                }
                out.writeEndArray();
            });
        }
    }

    @Override
    public void bool(int number, String name, boolean value) {
        if (value) {
            attempt(() -> out.writeBooleanField(name, true));
        }
    }

    @Override
    public void float64(int number, String name, double value) {
        if (value != 0) {
            attempt(() -> out.writeNumberField(name, value));
        }
    }

    @Override
    public void message(int number, String name, Consumer<Fields> content) {
        attempt(() -> out.writeObjectFieldStart(name));
        content.accept(this);
        attempt(out::writeEndObject);
    }

    @Override
    public <T> void messages(int number, String name, Iterable<T> items, BiConsumer<Fields, T> content) {
        if (!items.iterator().hasNext()) {
            return;
        }
        attempt(() -> out.writeArrayFieldStart(name));
        for (T item : items) {
            attempt(out::writeStartObject);
            content.accept(this, item);
            attempt(out::writeEndObject);
        }
        attempt(out::writeEndArray);
    }
}
