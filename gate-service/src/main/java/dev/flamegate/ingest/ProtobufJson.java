package dev.flamegate.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.flamegate.ingest.ProtobufSchema.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Protobuf's JSON mapping in one direction: from JSON to the bytes on the wire, so that the reader of the binary form reads both. As the
 * mapping demands, unknown fields are ignored, null stands for a field that is not there, 64-bit numbers may be text, and bytes are
 * base64 of either alphabet, padded or not.
 */
public final class ProtobufJson {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;

    private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);
    private static final int NUMBER_CHARS_MAX = 64;

    /** Bodies are bounded before they come here, so that one string may be all of it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .build())
            .build();

    private final JsonParser in;
    private final String origin;

    private ProtobufJson(JsonParser in, String origin) {
        this.in = in;
        this.origin = origin;
    }

    /**
     * The message that the JSON object holds.
     *
     * @throws MalformedProfileException naming line and column, if it is not JSON or a value is not of its field's kind
     */
    public static byte[] toWire(byte[] json, ProtobufSchema schema, String origin) {
        try (JsonParser in = JSON.createParser(json)) {
            return new ProtobufJson(in, origin).whole(schema);
        } catch (JsonProcessingException e) {
            throw new MalformedProfileException(
                    origin, place(e.getLocation()), "is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedProfileException(
                    origin, "byte 0", "is not valid JSON, which is text in UTF-8: " + e.getMessage());
        }
    }

    private byte[] whole(ProtobufSchema schema) throws IOException {
        in.nextToken();
        byte[] message = message(schema);
        if (in.nextToken() != null) {
            throw wrong("something follows the end of the object");
        }
        return message;
    }

    private byte[] message(ProtobufSchema schema) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("expected an object");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Optional<Field> field = schema.field(in.currentName());
            in.nextToken();
            if (field.isEmpty()) {
                in.skipChildren();
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                field(out, field.get());
            }
        }
        return out.toByteArray();
    }

    private void field(ByteArrayOutputStream out, Field field) throws IOException {
        if (!field.repeated()) {
            value(out, field);
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("expected an array");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            value(out, field);
        }
    }

    private void value(ByteArrayOutputStream out, Field field) throws IOException {
        switch (field.kind()) {
            case TEXT -> delimited(out, field, text().getBytes(StandardCharsets.UTF_8));
            case BYTES -> delimited(out, field, base64(text()));
            case INT64 -> {
                varint(out, (long) field.number() << 3 | VARINT);
                varint(out, number(BigInteger.ONE.shiftLeft(63).negate(), BigInteger.ONE.shiftLeft(63)));
            }
            case UINT64 -> {
                varint(out, (long) field.number() << 3 | VARINT);
                varint(out, number(BigInteger.ZERO, UINT64_END));
            }
            case FIXED64 -> {
                varint(out, (long) field.number() << 3 | FIXED64);
                fixed64(out, number(BigInteger.ZERO, UINT64_END));
            }
            case FLOAT64 -> {
                varint(out, (long) field.number() << 3 | FIXED64);
                fixed64(out, Double.doubleToLongBits(float64()));
            }
            case ENUM -> {
                varint(out, (long) field.number() << 3 | VARINT);
                varint(out, constant(field));
            }
            case MESSAGE -> {
                ProtobufSchema message = field.message();
                if (message == null) {
                    throw new IllegalStateException("field " + field.number() + " has no message");
                }
                delimited(out, field, message(message));
            }
        }
    }

    private String text() throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("expected text");
        }
        return in.getText();
    }

    private byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw wrong("expected base64: " + e.getMessage());
        }
    }

    /** From {@code least} to before {@code end}, as its 64 bits. */
    private long number(BigInteger least, BigInteger end) throws IOException {
        boolean isNumber = in.currentToken().isNumeric() || in.currentToken() == JsonToken.VALUE_STRING;
        String text = isNumber ? in.getText() : "";
        if (text.length() > NUMBER_CHARS_MAX || !text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?")) {
            throw wrong("expected a whole number");
        }
        try {
            BigInteger value = new BigDecimal(text).toBigIntegerExact();
            if (value.compareTo(least) < 0 || value.compareTo(end) >= 0) {
                throw wrong(text + " is not within 64 bits, from " + least);
            }
            return value.longValue();
        } catch (ArithmeticException e) {
            throw wrong(text + " is not a whole number");
        }
    }

    private double float64() throws IOException {
        boolean isNumber = in.currentToken().isNumeric() || in.currentToken() == JsonToken.VALUE_STRING;
        String text = isNumber ? in.getText() : "";
        if (text.length() > NUMBER_CHARS_MAX || !text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?")) {
            throw wrong("expected a number");
        }
        return Double.parseDouble(text);
    }

    private long constant(Field field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return number(BigInteger.ZERO, BigInteger.valueOf(Integer.MAX_VALUE));
        }
        Integer number = field.constants().get(in.getText());
        if (number == null) {
            throw wrong("expected a number or one of "
                    + field.constants().keySet().stream().sorted().toList());
        }
        return number;
    }

    private static void fixed64(ByteArrayOutputStream out, long bits) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (bits >>> shift));
        }
    }

    private static void delimited(ByteArrayOutputStream out, Field field, byte[] bytes) {
        varint(out, (long) field.number() << 3 | LENGTH);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private MalformedProfileException wrong(String rule) {
        return new MalformedProfileException(origin, place(in.currentTokenLocation()), rule);
    }

    private static String place(JsonLocation location) {
        return location == null ? "start" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
