package dev.flamegate.store.rocksdb;

/**
 * Limits of one store.
 *
 * @param memoryBytesMax native memory for cached blocks, table indexes and write buffers together; at least 16 MiB
 * @param openFilesMax table files kept open at once; at least 16
 * @param writeBufferBytes what a family collects in memory before it becomes a table; at least 64 KiB
 * @param damagedLog what to do about a log that is damaged before its end
 */
public record RocksSettings(long memoryBytesMax, int openFilesMax, long writeBufferBytes, DamagedLog damagedLog) {

    public static final RocksSettings DEFAULT = new RocksSettings(256L << 20, 512, 32L << 20, DamagedLog.REFUSE);

    public RocksSettings {
        checkMemory(memoryBytesMax);
        if (writeBufferBytes < 64L << 10) {
            throw new IllegalArgumentException(
                    "store: a write buffer of " + writeBufferBytes + " bytes is less than " + (64L << 10));
        }
        if (openFilesMax < 16) {
            throw new IllegalArgumentException("store: " + openFilesMax + " open files are less than 16");
        }
    }

    /** @throws IllegalArgumentException if it is too little to work with */
    public static void checkMemory(long memoryBytesMax) {
        if (memoryBytesMax < 16L << 20) {
            throw new IllegalArgumentException(
                    "memory_bytes_max is " + memoryBytesMax + ", must be at least " + (16L << 20));
        }
    }

    /** With another limit on native memory. */
    public RocksSettings withMemory(long bytesMax) {
        return new RocksSettings(bytesMax, openFilesMax, writeBufferBytes, damagedLog);
    }

    RocksSettings withDamagedLog(DamagedLog choice) {
        return new RocksSettings(memoryBytesMax, openFilesMax, writeBufferBytes, choice);
    }

    /** A quarter of the memory; the rest is for reading. */
    long writeBufferBytesMax() {
        return memoryBytesMax / 4;
    }
}
