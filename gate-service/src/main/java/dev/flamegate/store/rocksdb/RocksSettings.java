package dev.flamegate.store.rocksdb;

/**
 * Limits of one store.
 *
 * @param memoryBytesMax native memory for cached blocks, table indexes and write buffers together; at least 16 MiB
 * @param openFilesMax table files kept open at once; at least 16
 * @param damagedLog what to do about a log that is damaged before its end
 */
public record RocksSettings(long memoryBytesMax, int openFilesMax, DamagedLog damagedLog) {

    public static final RocksSettings DEFAULT = new RocksSettings(256L << 20, 512, DamagedLog.REFUSE);

    public RocksSettings {
        if (memoryBytesMax < 16L << 20) {
            throw new IllegalArgumentException(
                    "store: memory of " + memoryBytesMax + " bytes is less than " + (16L << 20));
        }
        if (openFilesMax < 16) {
            throw new IllegalArgumentException("store: " + openFilesMax + " open files are less than 16");
        }
    }

    /** A quarter of the memory; the rest is for reading. */
    long writeBufferBytesMax() {
        return memoryBytesMax / 4;
    }
}
