package dev.flamegate.bench.throughput;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** How long this disk takes to make four kilobytes durable at the end of a file, which bounds the writes a second. */
final class DiskSync {
    private static final int REPEATS = 41;
    private static final int BYTES = 4096;

    private DiskSync() {}

    /** The median, in milliseconds. */
    static double millis(Path folder) throws IOException {
        double[] all = new double[REPEATS];
        try (FileChannel file = FileChannel.open(
                folder.resolve("sync"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            for (int i = 0; i < REPEATS; i++) {
                long begun = System.nanoTime();
                file.write(ByteBuffer.allocate(BYTES));
                file.force(false);
                all[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(all);
        return all[REPEATS / 2];
    }
}
