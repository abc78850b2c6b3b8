package dev.flamegate.http;

import dev.flamegate.store.DocumentStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Documents in memory. */
final class MemoryDocuments implements DocumentStore {
    private final Map<String, byte[]> documents = new ConcurrentSkipListMap<>();

    @Override
    public void put(String kind, String id, byte[] document) {
        documents.put(kind + "/" + id, document);
    }

    @Override
    public Optional<byte[]> get(String kind, String id) {
        return Optional.ofNullable(documents.get(kind + "/" + id));
    }

    @Override
    public List<String> ids(String kind) {
        return documents.keySet().stream()
                .filter(key -> key.startsWith(kind + "/"))
                .map(key -> key.substring(kind.length() + 1))
                .toList();
    }
}
