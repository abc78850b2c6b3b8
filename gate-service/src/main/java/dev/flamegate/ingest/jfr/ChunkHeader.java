package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.Source;

/**
 * The 68 bytes at the start of a chunk, with its offsets made absolute.
 *
 * @param start of the chunk in the body
 * @param end of the chunk in the body
 * @param pools of the last checkpoint
 * @param metadata of the metadata event
 */
record ChunkHeader(
        int start, int end, int pools, int metadata, long startNanos, long durationNanos, long ticksPerSecond) {
    static final int BYTES = 68;

    private static final int MAGIC = 0x464c5200;
    private static final int SECOND = 1_000_000_000;

    static boolean matches(byte[] head) {
        return head.length >= Integer.BYTES
                && head[0] == (byte) (MAGIC >>> 24)
                && head[1] == (byte) (MAGIC >>> 16)
                && head[2] == (byte) (MAGIC >>> 8)
                && head[3] == (byte) MAGIC;
    }

    static ChunkHeader read(byte[] body, int start, Source source) {
        JfrBytes in = new JfrBytes(body, source);
        in.position(start);
        if (body.length - start < BYTES) {
            throw in.wrong("ends inside the header of a chunk: the recording is truncated");
        }
        byte[] magic = {in.raw8(start), in.raw8(start + 1), in.raw8(start + 2), in.raw8(start + 3)};
        if (!matches(magic)) {
            throw in.wrong("a chunk begins with FLR and a zero, this does not");
        }
        int major = in.raw16(start + 4);
        if (major != 1 && major != 2) {
            throw in.wrong("version " + major + "." + in.raw16(start + 6)
                    + " of the format, only 1 and 2 (JDK 9 and later, OpenJDK 8u262 and later) are read");
        }
        long size = in.raw64(start + 8);
        if (size == 0) {
            throw in.wrong("the chunk has no size: the recording was not finished; stop it, or dump it, first");
        }
        if (size < BYTES || size > body.length - start) {
            throw in.wrong("the chunk has " + size + " bytes where " + (body.length - start)
                    + " are left: the recording is truncated");
        }
        return new ChunkHeader(
                start,
                start + (int) size,
                offset(in, start + 16, size),
                offset(in, start + 24, size),
                in.raw64(start + 32),
                Math.max(0, in.raw64(start + 40)),
                in.raw64(start + 56));
    }

    /** A length in ticks, as nanoseconds; negative ones do not exist. */
    long nanos(long ticks) {
        return Math.max(0, (long) (ticks / ((double) Math.max(1, ticksPerSecond) / SECOND)));
    }

    private static int offset(JfrBytes in, int at, long size) {
        long offset = in.raw64(at);
        if (offset < BYTES || offset >= size) {
            throw in.wrong("the header points to byte " + offset + " of a chunk of " + size
                    + ": the recording was not finished, or is damaged");
        }
        return in.position() + (int) offset;
    }
}
