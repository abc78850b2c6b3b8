package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.MalformedProfileException;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads bodies whose length and compression nobody can be trusted about: every limit holds while reading, not after. */
final class Bodies {
    private static final int CHUNK = 1 << 16;
    private static final Duration DRAIN_MAX = Duration.ofSeconds(2);

    private final HttpSettings settings;

    Bodies(HttpSettings settings) {
        this.settings = settings;
    }

    /** The whole body as sent. */
    byte[] read(Context ctx, int bytesMax, Reservation memory) {
        String tooLarge = "the body is larger than " + bytesMax + " bytes";
        try {
            InputStream in = ctx.req().getInputStream();
            if (ctx.req().getContentLengthLong() > bytesMax) {
                drain(in, bytesMax);
                throw tooLarge("body_too_large", tooLarge);
            }
            byte[] body = readUpTo(in, bytesMax, memory);
            if (body.length > bytesMax) {
                drain(in, bytesMax);
                throw tooLarge("body_too_large", tooLarge);
            }
            return body;
        } catch (IOException e) {
            throw new ProblemException(
                    408, Problem.of("body_incomplete", "the body did not arrive whole: " + e.getMessage()));
        }
    }

    /** Plain bytes of a body that may be compressed, by its first two bytes; at most the two layers that clients send. */
    byte[] plain(byte[] body, String origin, Reservation memory) {
        byte[] bytes = body;
        for (int layer = 0; layer < 2 && isGzip(bytes); layer++) {
            bytes = gunzip(bytes, origin, memory);
        }
        if (bytes.length > settings.profileBytesMax()) {
            throw tooLarge("profile_too_large", bombed());
        }
        return bytes;
    }

    static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private byte[] gunzip(byte[] body, String origin, Reservation memory) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), CHUNK)) {
            byte[] plain = readUpTo(in, settings.profileBytesMax(), memory);
            if (plain.length > settings.profileBytesMax()) {
                throw tooLarge("profile_too_large", bombed());
            }
            return plain;
        } catch (EOFException e) {
            throw new MalformedProfileException(
                    origin, "gzip stream", "the " + body.length + " bytes sent end before the stream does");
        } catch (ZipException e) {
            throw new MalformedProfileException(origin, "gzip stream", "not valid: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("gunzip of bytes in memory", e);
        }
    }

    private String bombed() {
        return "the profile is larger than " + settings.profileBytesMax() + " bytes when decompressed";
    }

    /** At most one chunk more than the limit, so that the caller sees that it was passed. */
    private byte[] readUpTo(InputStream in, int bytesMax, Reservation memory) throws IOException {
        long deadline = System.nanoTime() + settings.bodyTimeout().toNanos();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int count = in.read(chunk);
        while (count >= 0) {
            memory.add(count);
            out.write(chunk, 0, count);
            if (out.size() > bytesMax) {
                break;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "not whole after " + settings.bodyTimeout().toSeconds() + " s");
            }
            count = in.read(chunk);
        }
        return out.toByteArray();
    }

    /**
     * Swallows some of what a client still sends, so that it gets to read the refusal: closing the connection on a writing client
     * shows it a broken pipe instead.
     */
    private static void drain(InputStream in, long bytesMax) throws IOException {
        long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
        byte[] chunk = new byte[CHUNK];
        long drained = 0;
        int count = 0;
        while (count >= 0 && drained < bytesMax && System.nanoTime() < deadline) {
            drained += count;
            count = in.read(chunk);
        }
    }

    private static ProblemException tooLarge(String code, String message) {
        return new ProblemException(413, Problem.of(code, message).hint("nothing was stored"));
    }
}
