package dev.flamegate.http;

import dev.flamegate.store.DocumentStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Documents in memory. */
final class HeldDocuments implements DocumentStore {
    private final Map<String, byte[]> held = new ConcurrentSkipListMap<>();

    @Override
    public void put(String kind, String id, byte[] document) {
        held.put(kind + "\n" + id, document.clone());
    }

    @Override
    public Optional<byte[]> get(String kind, String id) {
        return Optional.ofNullable(held.get(kind + "\n" + id)).map(byte[]::clone);
    }

    @Override
    public List<String> ids(String kind) {
        return held.keySet().stream()
                .filter(key -> key.startsWith(kind + "\n"))
                .map(key -> key.substring(kind.length() + 1))
                .toList();
    }
}
