package dev.flamegate.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds half a record at the end of a write-ahead log, which RocksDB drops without a word. Reads the framing only: blocks of 32 KiB,
 * in them fragments of checksum (4 bytes), length (2, little-endian), type (1) and payload; a record is one fragment (FULL) or several
 * (FIRST, MIDDLE, LAST), and fewer than 7 bytes at the end of a block are padding. It reports and decides nothing.
 */
final class LogTail {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long recordStart;
    private boolean insideRecord;
    private boolean ended;

    private LogTail() {}

    /** In order of the logs; empty if the folder does not exist. */
    static List<TornTail> inFolder(Path database) throws IOException {
        List<TornTail> tails = new ArrayList<>();
        if (!Files.isDirectory(database)) {
            return tails;
        }
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(database, "*.log")) {
            for (Path log : logs) {
                new LogTail().in(log).ifPresent(tails::add);
            }
        }
        tails.sort(Comparator.comparing(TornTail::file));
        return tails;
    }

    private Optional<TornTail> in(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log)) {
            long size = channel.size();
            for (long start = 0; start < size && !ended; start += BLOCK_BYTES) {
                fill(channel, start);
                walk(start);
            }
            if (!insideRecord) {
                return Optional.empty();
            }
            return Optional.of(new TornTail(String.valueOf(log.getFileName()), recordStart, size - recordStart));
        }
    }

    private void fill(FileChannel channel, long start) throws IOException {
        block.clear();
        while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {}
        block.flip();
    }

    private void walk(long blockStart) {
        int at = 0;
        while (BLOCK_BYTES - at >= HEADER_BYTES && at < block.limit()) {
            boolean whole = block.limit() - at >= HEADER_BYTES;
            int type = whole ? block.get(at + 6) : 0;
            int end = whole ? at + HEADER_BYTES + Short.toUnsignedInt(block.getShort(at + 4)) : BLOCK_BYTES;
            if (!insideRecord) {
                recordStart = blockStart + at;
            }
            if (type == 0 || end > block.limit()) {
                insideRecord = true;
                ended = true;
                return;
            }
            insideRecord = type >= FIRST && type < LAST;
            at = end;
        }
    }
}
