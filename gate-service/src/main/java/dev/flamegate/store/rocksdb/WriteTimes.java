package dev.flamegate.store.rocksdb;

/** Adds up where the one writer spends its time. Written by whoever holds its lock, read by any thread. */
final class WriteTimes {
    private volatile WriteFigures figures = new WriteFigures(0, 0, 0, 0, 0);
    private long syncs;
    private long profiles;
    private long internNanos;
    private long encodeNanos;
    private long syncNanos;

    void profile(long intern, long encode) {
        profiles++;
        internNanos += intern;
        encodeNanos += encode;
    }

    void sync(long nanos) {
        syncs++;
        syncNanos += nanos;
        figures = new WriteFigures(syncs, profiles, internNanos, encodeNanos, syncNanos);
    }

    /** As of the last write that succeeded. */
    WriteFigures figures() {
        return figures;
    }
}
