package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series have which labels: for each label, for each of its values, a bitmap of series. A condition costs one test for each value
 * of its label, however many series have it. Kept in memory, made of the rows of series at opening.
 *
 * <p>A series without a label counts as one whose value is empty, as in Prometheus: a condition that the empty value meets takes all
 * series but those whose value does not meet it.
 *
 * <p>Read by many threads, changed by the one that writes; new series are rare, so a lock costs readers nothing that is seen.
 */
final class LabelIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Map<String, RoaringBitmap>> byLabel = new HashMap<>();
    private final List<Series> all = new ArrayList<>();

    void add(Series series) {
        lock.writeLock().lock();
        try {
            int position = all.size();
            all.add(series);
            series.definition()
                    .labels()
                    .asMap()
                    .forEach((name, value) -> byLabel.computeIfAbsent(name, n -> new HashMap<>())
                            .computeIfAbsent(value, v -> new RoaringBitmap())
                            .add(position));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** In the order in which they were added. */
    List<Series> matching(LabelSelector selector) {
        lock.readLock().lock();
        try {
            RoaringBitmap chosen = new RoaringBitmap();
            chosen.add(0L, all.size());
            for (LabelMatcher matcher : selector.matchers()) {
                narrow(chosen, matcher);
            }
            List<Series> found = new ArrayList<>(chosen.getCardinality());
            chosen.forEach((int position) -> found.add(all.get(position)));
            return found;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void narrow(RoaringBitmap chosen, LabelMatcher matcher) {
        Map<String, RoaringBitmap> values = byLabel.getOrDefault(matcher.name(), Map.of());
        if (matcher.matches("")) {
            chosen.andNot(union(values, value -> !matcher.matches(value)));
        } else if (matcher.operator() == LabelMatcher.Operator.EQUAL) {
            chosen.and(values.getOrDefault(matcher.value(), new RoaringBitmap()));
        } else {
            chosen.and(union(values, matcher::matches));
        }
    }

    private static RoaringBitmap union(Map<String, RoaringBitmap> values, Predicate<String> wanted) {
        return FastAggregation.or(values.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .iterator());
    }
}
