package dev.flamegate.ingest;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Bounded gzip decompression of a whole body (RFC 1952), safe against bombs: no more than the limit is ever allocated.
 *
 * <p>The JDK's stream is not used because it takes garbage behind the last member for its end. Several members are joined, as the RFC
 * says and Go does; whether the joined content makes sense is for the format to decide.
 */
public final class Gunzip {
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xE0;

    private final byte[] body;
    private final int bytesMax;
    private final String origin;
    private final CRC32 crc = new CRC32();
    private byte[] out;
    private int outSize;
    private int at;

    private Gunzip(byte[] body, int bytesMax, String origin) {
        this.body = body;
        this.bytesMax = bytesMax;
        this.origin = origin;
        this.out = new byte[expectedSize()];
    }

    /** Whether bytes begin like gzip. */
    public static boolean matches(byte[] head) {
        return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    /**
     * The content of all members.
     *
     * @param bytesMax largest content accepted
     * @throws MalformedProfileException if the stream is cut, corrupt, followed by other bytes, or holds more than {@code bytesMax}
     */
    public static byte[] content(byte[] body, int bytesMax, String origin) {
        return new Gunzip(body, bytesMax, origin).members();
    }

    /**
     * The first bytes inside gzip, for a look at what it holds. Says nothing of the rest, and nothing of what is broken.
     *
     * @param head the first bytes of a body
     * @return at most {@code bytesMax} bytes, none if the head is not gzip or nothing can be read
     */
    public static byte[] head(byte[] head, int bytesMax) {
        if (!matches(head)) {
            return new byte[0];
        }
        Gunzip gunzip = new Gunzip(head, bytesMax, "head");
        Inflater inflater = new Inflater(true);
        byte[] out = new byte[bytesMax];
        try {
            gunzip.header();
            inflater.setInput(head, gunzip.at, head.length - gunzip.at);
            return Arrays.copyOf(out, inflater.inflate(out));
        } catch (MalformedProfileException | DataFormatException whoeverReadsItAllSaysSo) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    private byte[] members() {
        Inflater inflater = new Inflater(true);
        try {
            do {
                header();
                inflater.reset();
                int memberStart = outSize;
                inflate(inflater);
                trailer(memberStart);
            } while (at < body.length);
        } finally {
            inflater.end();
        }
        return outSize == out.length ? out : Arrays.copyOf(out, outSize);
    }

    private void header() {
        if (body.length - at < 2 || body[at] != 0x1f || body[at + 1] != (byte) 0x8b) {
            throw wrong(body.length - at + " bytes follow the end of the gzip stream that are not gzip");
        }
        need(HEADER_BYTES);
        if (body[at + 2] != DEFLATE) {
            throw wrong("gzip compression method is " + (body[at + 2] & 0xff) + ", only 8 (deflate) exists");
        }
        int start = at;
        int flags = body[at + 3];
        if ((flags & FLAGS_RESERVED) != 0) {
            throw wrong("gzip header has reserved flags set: the stream is corrupt");
        }
        at += HEADER_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            need(2);
            int length = (body[at] & 0xff) | (body[at + 1] & 0xff) << 8;
            need(2 + length);
            at += 2 + length;
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            need(2);
            headerChecksum(start);
            at += 2;
        }
    }

    private void headerChecksum(int start) {
        crc.reset();
        crc.update(body, start, at - start);
        int stated = (body[at] & 0xff) | (body[at + 1] & 0xff) << 8;
        if ((crc.getValue() & 0xffff) != stated) {
            throw wrong("gzip checksum does not match the header: the stream is corrupt");
        }
    }

    private void inflate(Inflater inflater) {
        inflater.setInput(body, at, body.length - at);
        try {
            while (!inflater.finished()) {
                if (outSize == out.length && inflater.getRemaining() > 0) {
                    grow();
                }
                int count = inflater.inflate(out, outSize, out.length - outSize);
                outSize += count;
                if (count == 0 && !inflater.finished()) {
                    stalled(inflater);
                }
            }
        } catch (DataFormatException e) {
            at += (int) inflater.getBytesRead();
            throw wrong("gzip stream is corrupt: " + e.getMessage());
        }
        at += (int) inflater.getBytesRead();
    }

    private void stalled(Inflater inflater) {
        if (inflater.needsDictionary()) {
            throw wrong("gzip stream is corrupt: it asks for a dictionary");
        }
        if (outSize == out.length && outSize < bytesMax) {
            grow();
        } else if (outSize == bytesMax && !inflater.needsInput()) {
            throw tooLarge();
        } else {
            at = body.length;
            throw wrong("gzip stream is truncated: it ends inside the compressed data");
        }
    }

    private void trailer(int memberStart) {
        if (body.length - at < TRAILER_BYTES) {
            at = body.length;
            throw wrong("gzip stream is truncated: its checksum is missing");
        }
        crc.reset();
        crc.update(out, memberStart, outSize - memberStart);
        if (crc.getValue() != littleEndian(at)) {
            throw wrong("gzip checksum does not match the content: the stream is corrupt");
        }
        if (littleEndian(at + 4) != outSize - memberStart) {
            throw wrong("gzip length " + littleEndian(at + 4) + " does not match the content's "
                    + (outSize - memberStart) + " bytes: the stream is corrupt");
        }
        at += TRAILER_BYTES;
    }

    private void grow() {
        if (outSize >= bytesMax) {
            throw tooLarge();
        }
        out = Arrays.copyOf(out, (int) Math.min(bytesMax, out.length * 2L));
    }

    /** The last four bytes say it, if nobody lies; deflate makes at most 1032 bytes of one. */
    private int expectedSize() {
        long said = body.length < HEADER_BYTES + TRAILER_BYTES ? 0 : littleEndian(body.length - 4);
        return (int) Math.min(bytesMax, Math.max(64, Math.min(said, body.length * 1032L)));
    }

    private long littleEndian(int from) {
        return (body[from] & 0xffL)
                | (body[from + 1] & 0xffL) << 8
                | (body[from + 2] & 0xffL) << 16
                | (body[from + 3] & 0xffL) << 24;
    }

    private void skipText() {
        while (at < body.length && body[at] != 0) {
            at++;
        }
        need(1);
        at++;
    }

    private void need(int bytes) {
        if (body.length - at < bytes) {
            at = body.length;
            throw wrong("gzip stream is truncated: it ends inside the header");
        }
    }

    private MalformedProfileException tooLarge() {
        return wrong("gzip content is larger than " + bytesMax + " bytes, the most that is accepted");
    }

    private MalformedProfileException wrong(String rule) {
        return new MalformedProfileException(origin, "byte " + at, rule);
    }
}
