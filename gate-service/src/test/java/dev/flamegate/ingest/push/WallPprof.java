package dev.flamegate.ingest.push;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A pprof with a value of wall-clock time and one of CPU time, as Node's profiler writes it. */
final class WallPprof {
    private WallPprof() {}

    static byte[] wallAndCpu(int wall, int cpu) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeByteArray(1, new byte[] {8, 1, 16, 2});
            out.writeByteArray(1, new byte[] {8, 3, 16, 2});
            out.writeByteArray(2, new byte[] {8, 1, 18, 2, (byte) wall, (byte) cpu});
            out.writeByteArray(4, new byte[] {8, 1, 34, 2, 8, 1});
            out.writeByteArray(5, new byte[] {8, 1, 16, 4});
            for (String text : new String[] {"", "wall", "nanoseconds", "cpu", "main"}) {
                out.writeByteArray(6, text.getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt64(9, 1_790_000_000_000_000_000L);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
