package dev.flamegate.store.rocksdb;

import org.rocksdb.WALRecoveryMode;

/** What opening does when the write-ahead log is damaged before its end, where acknowledged profiles may follow the damage. */
public enum DamagedLog {
    /** Opening fails. Half a record at the very end, which was never acknowledged, is dropped and reported all the same. */
    REFUSE(WALRecoveryMode.TolerateCorruptedTailRecords),
    /** The store goes back to the moment before the damage: the last resort of an operator without a backup. */
    KEEP_WHAT_IS_BEFORE(WALRecoveryMode.PointInTimeRecovery);

    private final WALRecoveryMode mode;

    DamagedLog(WALRecoveryMode mode) {
        this.mode = mode;
    }

    WALRecoveryMode mode() {
        return mode;
    }
}
