package dev.flamegate.http;

import dev.flamegate.store.DocumentStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Documents in memory. */
public final class HeldDocuments implements DocumentStore {
    private final Map<String, byte[]> documents = new ConcurrentSkipListMap<>();

    @Override
    public void put(String kind, String id, byte[] document) {
        documents.put(kind + "\0" + id, document);
    }

    @Override
    public Optional<byte[]> get(String kind, String id) {
        return Optional.ofNullable(documents.get(kind + "\0" + id));
    }

    @Override
    public List<String> ids(String kind) {
        return documents.keySet().stream()
                .filter(key -> key.startsWith(kind + "\0"))
                .map(key -> key.substring(kind.length() + 1))
                .toList();
    }

    int size() {
        return documents.size();
    }
}
