package dev.flamegate.bench.throughput;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.flamegate.ingest.Gunzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The same profile, begun at another time. Live clients send what has just happened; a profile of an hour that is long over makes the
 * store add that hour up again, so that sending recorded times would measure something that no service does all day.
 */
final class Dated {
    private static final int BYTES_MAX = 256 << 20;
    private static final int PPROF_TIME_NANOS = 9;
    private static final int JFR_MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int JFR_CHUNK_SIZE = 8;
    private static final int JFR_START_NANOS = 32;
    private static final int JFR_HEADER_BYTES = 68;

    private Dated() {}

    /**
     * Pprof that is compressed, and recordings, are given the time; what is neither stays as it is.
     *
     * @param startNanos since 1970
     */
    static byte[] at(byte[] body, long startNanos) {
        if (isRecording(body)) {
            return recording(body.clone(), startNanos);
        }
        if (!Gunzip.matches(body)) {
            return body;
        }
        byte[] content = Gunzip.content(body, BYTES_MAX, "bench");
        try {
            return Workloads.compressed(
                    isRecording(content) ? recording(content, startNanos) : pprof(content, startNanos));
        } catch (InvalidProtocolBufferException e) {
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRecording(byte[] content) {
        return content.length >= JFR_HEADER_BYTES && ByteBuffer.wrap(content).getInt() == JFR_MAGIC;
    }

    /** Each chunk has the time at which it begins; they keep their distance. */
    private static byte[] recording(byte[] content, long startNanos) {
        ByteBuffer chunks = ByteBuffer.wrap(content);
        long shift = startNanos - chunks.getLong(JFR_START_NANOS);
        long at = 0;
        while (at + JFR_HEADER_BYTES <= content.length) {
            int chunk = (int) at;
            chunks.putLong(chunk + JFR_START_NANOS, chunks.getLong(chunk + JFR_START_NANOS) + shift);
            at += Math.max(JFR_HEADER_BYTES, chunks.getLong(chunk + JFR_CHUNK_SIZE));
        }
        return content;
    }

    private static byte[] pprof(byte[] message, long startNanos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length + 16);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        CodedInputStream in = CodedInputStream.newInstance(message);
        int from = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skipField(tag);
            int to = in.getTotalBytesRead();
            if (WireFormat.getTagFieldNumber(tag) != PPROF_TIME_NANOS) {
                out.writeRawBytes(message, from, to - from);
            }
            from = to;
        }
        out.writeInt64(PPROF_TIME_NANOS, startNanos);
        out.flush();
        return bytes.toByteArray();
    }
}
