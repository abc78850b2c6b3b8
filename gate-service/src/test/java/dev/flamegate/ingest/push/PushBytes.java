package dev.flamegate.ingest.push;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes push requests, message by message (field numbers of push.proto and types.proto). */
public final class PushBytes {
    private PushBytes() {}

    /** A request of one series with one profile. */
    public static byte[] request(Map<String, String> labels, byte[] profile) {
        return request(series(labels, profile));
    }

    public static byte[] request(byte[]... series) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : series) {
            out.writeBytes(field(1, each));
        }
        return out.toByteArray();
    }

    public static byte[] series(Map<String, String> labels, byte[]... profiles) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        labels.forEach((name, value) -> out.writeBytes(label(name, value)));
        for (byte[] profile : profiles) {
            ByteArrayOutputStream sample = new ByteArrayOutputStream();
            sample.writeBytes(field(1, profile));
            sample.writeBytes(field(2, utf8("4c8d7b9e-4cbb-4b6c-b7a8-1f3d7f0f5b11")));
            out.writeBytes(field(2, sample.toByteArray()));
        }
        return out.toByteArray();
    }

    /** The field of a series that holds one label. */
    public static byte[] label(String name, String value) {
        ByteArrayOutputStream pair = new ByteArrayOutputStream();
        pair.writeBytes(field(1, utf8(name)));
        pair.writeBytes(field(2, utf8(value)));
        return field(1, pair.toByteArray());
    }

    public static byte[] field(int number, byte[] bytes) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(target);
        try {
            out.writeByteArray(number, bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
