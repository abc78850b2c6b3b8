package dev.flamegate.http;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoreException;
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

    synchronized void clear() {
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
    public Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution) {
        throw new UnsupportedOperationException("the routes never select");
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
