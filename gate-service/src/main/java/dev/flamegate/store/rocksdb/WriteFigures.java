package dev.flamegate.store.rocksdb;

/**
 * What the writer of a store did since it was opened. Times are of the clock on the wall.
 *
 * @param syncs batches that were made durable
 * @param profiles profiles in them, and in those that failed
 * @param internNanos looking up functions and nodes
 * @param encodeNanos turning profiles into bytes
 * @param syncNanos writing batches and waiting for the disk
 */
public record WriteFigures(long syncs, long profiles, long internNanos, long encodeNanos, long syncNanos) {}
