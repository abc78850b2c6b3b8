package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The ports in memory: what the gate needs of a store, and a switch that breaks it. */
final class MemoryStore implements ProfileStore, DocumentStore {
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, byte[]> documents = new ConcurrentSkipListMap<>();
    private final CountDownLatch selecting = new CountDownLatch(1);
    private CountDownLatch hold = new CountDownLatch(0);
    private boolean broken;

    /** From now on questions about series wait for the latch. */
    void holdSelections(CountDownLatch latch) {
        hold = latch;
    }

    /** Returns when a question waits, or has passed. */
    void awaitSelection() throws InterruptedException {
        selecting.await();
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public void append(List<Profile> more) {
        profiles.addAll(more);
    }

    @Override
    public Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution) {
        if (broken) {
            throw new StoreException("disk: block 7: checksum does not match");
        }
        CallTreeBuilder tree = new CallTreeBuilder();
        List<StoredProfile> found = new ArrayList<>();
        for (Profile profile : profiles) {
            NodeVector vector = interned(profile, tree);
            boolean wanted = profile.labels().valueOrEmpty(Labels.SERVICE).equals(service)
                    && profile.type(0).equals(type)
                    && anyOf.stream().anyMatch(selector -> selector.matches(profile.labels()))
                    && range.contains(profile.startNanos());
            if (wanted) {
                TimeRange time = new TimeRange(profile.startNanos(), profile.startNanos() + profile.durationNanos());
                found.add(new StoredProfile(profile.labels(), time, profile.period(), profile.requests(), vector));
            }
        }
        return new Selected(tree.build(), found);
    }

    @Override
    public Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        throw new UnsupportedOperationException("no gate adds up a whole selection");
    }

    private static NodeVector interned(Profile profile, CallTreeBuilder tree) {
        CallTree from = profile.tree();
        int[] nodes = new int[from.nodeCount()];
        for (int node = 1; node < nodes.length; node++) {
            int function = tree.function(from.functionAt(from.function(node)));
            nodes[node] = tree.child(nodes[from.parent(node)], function, from.line(node));
        }
        int[] order = IntStream.range(0, profile.stackCount())
                .boxed()
                .sorted((a, b) -> Integer.compare(nodes[profile.node(a)], nodes[profile.node(b)]))
                .mapToInt(Integer::intValue)
                .toArray();
        return NodeVector.of(
                IntStream.of(order).map(i -> nodes[profile.node(i)]).toArray(),
                IntStream.of(order).mapToLong(i -> profile.value(0, i)).toArray());
    }

    @Override
    public List<StoredSeries> series(LabelSelector selector) {
        selecting.countDown();
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return profiles.stream()
                .filter(profile -> selector.matches(profile.labels()))
                .map(profile -> new StoredSeries(
                        profile.labels(), List.of(profile.type(0)), profile.startNanos(), profile.startNanos(), 1))
                .toList();
    }

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

    @Override
    public void close() {}
}
