package dev.flamegate.http;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A store in memory that shows what it got, and fails when told to. */
public final class HeldStore implements ProfileStore {
    private final List<Profile> profiles = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private volatile Runnable whenAppending = () -> {};

    public synchronized List<Profile> profiles() {
        return List.copyOf(profiles);
    }

    public synchronized void clear() {
        profiles.clear();
        failure = null;
    }

    void failWith(StoreException.Reason reason) {
        failure = new StoreException(reason, "/secret/folder: block 7");
    }

    public void failWith(RuntimeException e) {
        failure = e;
    }

    public void heal() {
        failure = null;
    }

    void whenAppending(Runnable action) {
        whenAppending = action;
    }

    @Override
    public void append(List<Profile> more) {
        whenAppending.run();
        RuntimeException planned = failure;
        if (planned != null) {
            throw planned;
        }
        synchronized (this) {
            profiles.addAll(more);
        }
    }

    @Override
    public synchronized Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution) {
        CallTreeBuilder tree = new CallTreeBuilder();
        List<StoredProfile> found = new ArrayList<>();
        for (Profile profile : profiles) {
            int column = IntStream.range(0, profile.sampleTypes().size())
                    .filter(i -> profile.type(i).equals(type))
                    .findFirst()
                    .orElse(-1);
            boolean wanted = column >= 0
                    && profile.labels().valueOrEmpty(Labels.SERVICE).equals(service)
                    && anyOf.stream().anyMatch(selector -> selector.matches(profile.labels()))
                    && range.contains(profile.startNanos());
            if (wanted) {
                TimeRange time = new TimeRange(profile.startNanos(), profile.startNanos() + profile.durationNanos());
                found.add(new StoredProfile(
                        profile.labels(), time, profile.period(), profile.requests(), vector(profile, column, tree)));
            }
        }
        return new Selected(tree.build(), found);
    }

    private static NodeVector vector(Profile profile, int column, CallTreeBuilder tree) {
        CallTree from = profile.tree();
        int[] nodes = new int[from.nodeCount()];
        for (int node = 1; node < nodes.length; node++) {
            int function = tree.function(from.functionAt(from.function(node)));
            nodes[node] = tree.child(nodes[from.parent(node)], function, from.line(node));
        }
        TreeMap<Integer, Long> values = new TreeMap<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            values.merge(nodes[profile.node(i)], profile.value(column, i), Long::sum);
        }
        return NodeVector.of(
                values.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values.values().stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        throw new UnsupportedOperationException("the routes never merge");
    }

    @Override
    public synchronized List<StoredSeries> series(LabelSelector selector) {
        TreeMap<String, List<Profile>> groups = new TreeMap<>();
        for (Profile profile : profiles) {
            if (selector.matches(profile.labels())) {
                groups.computeIfAbsent(profile.labels().toString(), key -> new ArrayList<>())
                        .add(profile);
            }
        }
        return groups.values().stream().map(HeldStore::series).toList();
    }

    private static StoredSeries series(List<Profile> group) {
        Labels labels = group.get(0).labels();
        List<ProfileType> types = IntStream.range(0, group.get(0).sampleTypes().size())
                .mapToObj(group.get(0)::type)
                .toList();
        long first = group.stream().mapToLong(Profile::startNanos).min().orElseThrow();
        long last = group.stream().mapToLong(Profile::startNanos).max().orElseThrow();
        return new StoredSeries(labels, types, first, last, group.size());
    }

    @Override
    public void close() {}
}
