package dev.flamegate.store;

import java.util.List;
import java.util.Optional;

/** Keeps the reports of gates beside the profiles. Safe for use by many threads. */
public interface DocumentStore {

    /** Durable when it returns; replaces a document of the same kind and id. */
    void put(String kind, String id, byte[] document);

    Optional<byte[]> get(String kind, String id);

    /** Ids in ascending order. */
    List<String> ids(String kind);
}
