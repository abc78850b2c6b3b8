package dev.flamegate.http;

import dev.flamegate.ingest.MalformedProfileException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The one message of a unary gRPC call in its frame: a byte that says whether it is compressed, four bytes of length, the message
 * (gRPC over HTTP/2, "Length-Prefixed-Message").
 */
record GrpcFrame(boolean compressed, byte[] message) {
    private static final int PREFIX_BYTES = 5;

    /**
     * @throws MalformedProfileException if the body is not exactly one frame
     */
    static GrpcFrame read(byte[] body, String origin) {
        if (body.length < PREFIX_BYTES) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + body.length,
                    "the gRPC frame is cut: it has " + body.length + " bytes, its prefix alone has " + PREFIX_BYTES);
        }
        if (body[0] != 0 && body[0] != 1) {
            throw new MalformedProfileException(
                    origin, "byte 0", "the gRPC frame begins with " + (body[0] & 0xff) + ", allowed are 0 and 1");
        }
        long length = ByteBuffer.wrap(body, 1, Integer.BYTES).getInt() & 0xffffffffL;
        long present = body.length - PREFIX_BYTES;
        if (length > present) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + body.length,
                    "the gRPC frame is cut: it has " + present + " bytes of a message of " + length);
        }
        if (length < present) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + (PREFIX_BYTES + length),
                    "a second message or other bytes follow the message, this call takes one");
        }
        return new GrpcFrame(body[0] == 1, Arrays.copyOfRange(body, PREFIX_BYTES, body.length));
    }

    /** The frame of a message, not compressed. */
    static byte[] of(byte[] message) {
        return ByteBuffer.allocate(PREFIX_BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** As the trailer {@code grpc-message} carries it: bytes that are not printable ASCII, and the percent sign, percent-encoded. */
    static String encoded(String message) {
        StringBuilder out = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                out.append((char) b);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }
}
