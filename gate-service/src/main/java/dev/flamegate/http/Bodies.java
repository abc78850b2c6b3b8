package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.Gunzip;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

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
        try {
            InputStream in = ctx.req().getInputStream();
            if (ctx.req().getContentLengthLong() > bytesMax) {
                drain(in, bytesMax);
                throw tooLarge(bytesMax);
            }
            byte[] body = readUpTo(in, ctx.req().getContentLengthLong(), bytesMax, memory);
            if (body.length > bytesMax) {
                drain(in, bytesMax);
                throw tooLarge(bytesMax);
            }
            return body;
        } catch (IOException e) {
            throw new ProblemException(
                    408, Problem.of("body_incomplete", "the body did not arrive whole: " + e.getMessage()));
        }
    }

    /**
     * The body without the compression that its header states. Old clients send that header with a body that is a compressed profile
     * and no more, others compress a profile that is compressed already, so the bytes decide, and the format undoes what is left.
     */
    byte[] decoded(Context ctx, byte[] body, String origin, Reservation memory) {
        boolean stated = "gzip".equalsIgnoreCase(ctx.header("Content-Encoding"));
        if (!stated || !Gunzip.matches(body)) {
            return body;
        }
        reserveContent(body, memory);
        return Gunzip.content(body, settings.profileBytesMax(), origin);
    }

    /** Makes room for what a gzip body says that it holds, in its last four bytes; a lie is found out at the profile's limit. */
    void reserveContent(byte[] body, Reservation memory) {
        if (Gunzip.matches(body) && body.length >= 4) {
            long said = ByteBuffer.wrap(body, body.length - 4, 4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt()
                    & 0xffffffffL;
            memory.add((int) Math.min(settings.profileBytesMax(), Math.max(said, body.length)));
        }
    }

    /**
     * At most one byte more than the limit, so that the caller sees that it was passed. What a client says of the length is believed
     * only for the first chunk: memory is taken for what is there.
     */
    private byte[] readUpTo(InputStream in, long lengthStated, int bytesMax, Reservation memory) throws IOException {
        long deadline = System.nanoTime() + settings.bodyTimeout().toNanos();
        byte[] body = new byte[lengthStated >= 0 && lengthStated < CHUNK ? (int) lengthStated + 1 : CHUNK];
        int size = 0;
        int count = in.read(body);
        while (count >= 0) {
            memory.add(count);
            size += count;
            if (size > bytesMax) {
                break;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "not whole after " + settings.bodyTimeout().toSeconds() + " s");
            }
            if (size == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(bytesMax + 1L, size * 2L));
            }
            count = in.read(body, size, body.length - size);
        }
        return Arrays.copyOf(body, size);
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

    private static ProblemException tooLarge(int bytesMax) {
        Problem problem = Problem.of("body_too_large", "the body is larger than " + bytesMax + " bytes");
        return new ProblemException(413, problem.hint("nothing was stored"));
    }
}
