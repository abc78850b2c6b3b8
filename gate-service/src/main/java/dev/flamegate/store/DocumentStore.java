package dev.flamegate.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the reports of gates beside the profiles. Safe for use by many threads. */
public interface DocumentStore {

    /** Durable when it returns; replaces a document of the same kind and id. */
    void put(String kind, String id, byte[] document);

    /**
     * The same for many; durable when it returns, and where the store can, all or none if it throws.
     *
     * @param documents by kind, then id
     */
    default void putAll(Map<String, Map<String, byte[]>> documents) {
        documents.forEach((kind, ofKind) -> ofKind.forEach((id, document) -> put(kind, id, document)));
    }

    Optional<byte[]> get(String kind, String id);

    /** Ids in ascending order. */
    List<String> ids(String kind);
}
