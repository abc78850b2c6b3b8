package dev.flamegate.gate.week;

import dev.flamegate.profile.NodeVector;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one pod spent while it ran one version, added up as it is read. Samples with labels of their own are in series of their own, which
 * repeat the requests and the time of the pod: of those the largest counts, not the sum.
 */
final class PodCosts {
    private static final int WAITING_MAX = 64;

    private static final class OfSeries {
        double requests;
        boolean saysAll = true;
        long sampledNanos;
    }

    private final Map<String, OfSeries> series = new TreeMap<>();
    private List<NodeVector> waiting = new ArrayList<>();
    private long period;
    private long profiles;

    void add(StoredProfile window) {
        OfSeries own = series.computeIfAbsent(window.labels().toString(), any -> new OfSeries());
        own.requests += window.requests().orElse(0);
        own.saysAll &= window.requests().isPresent();
        own.sampledNanos += window.sampledNanos();
        period = Math.max(period, window.period());
        profiles += window.profileCount();
        waiting.add(window.vector());
        if (waiting.size() == WAITING_MAX) {
            addUp();
        }
    }

    /** Vectors whose sum is what the pod spent; their nodes are of the tree that the reading ends with. */
    List<NodeVector> vectors() {
        return List.copyOf(waiting);
    }

    /** Pairs first: adding each to the sum would walk through the sum every time. */
    private void addUp() {
        while (waiting.size() > 1) {
            List<NodeVector> pairs = new ArrayList<>();
            for (int i = 0; i + 1 < waiting.size(); i += 2) {
                pairs.add(waiting.get(i).plus(waiting.get(i + 1)));
            }
            if (waiting.size() % 2 == 1) {
                pairs.add(waiting.get(waiting.size() - 1));
            }
            waiting = pairs;
        }
    }

    /** Units of the period type between two samples; 0 if nobody says. */
    long period() {
        return period;
    }

    long profiles() {
        return profiles;
    }

    long sampledNanos() {
        return series.values().stream().mapToLong(one -> one.sampledNanos).max().orElse(0);
    }

    /** Empty if a window does not say. */
    OptionalDouble requests() {
        return series.values().stream().allMatch(one -> one.saysAll)
                ? series.values().stream().mapToDouble(one -> one.requests).max()
                : OptionalDouble.empty();
    }
}
