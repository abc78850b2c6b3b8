package dev.flamegate.store.rocksdb;

/**
 * The rest of a write that a crash cut off; it was never acknowledged and is dropped when the store opens.
 *
 * @param file name of the write-ahead log
 * @param offset where the incomplete record begins, in bytes
 * @param bytesDropped from there to the end of the file
 */
public record TornTail(String file, long offset, long bytesDropped) {}
