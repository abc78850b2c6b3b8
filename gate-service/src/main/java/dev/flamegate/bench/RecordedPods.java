package dev.flamegate.bench;

import dev.flamegate.gate.Selection;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes new runs of recorded pods: windows are drawn with replacement within a pod (Efron 1979), so that pods stay the replicates.
 */
final class RecordedPods {
    private static final long START_NANOS = 1_800_000_000_000_000_000L;

    private final RecordedService service;
    private final SplittableRandom random;

    RecordedPods(RecordedService service, SplittableRandom random) {
        this.service = service;
        this.random = random;
    }

    /** Pods of two versions, at the times at which they were recorded: those of one number at the same time. */
    Selection asRecorded(List<Selection.Pod> baseline, List<Selection.Pod> candidate) {
        return selection(resampled(baseline), resampled(candidate));
    }

    /** Pods that were not all recorded at the same time, as if they had been. */
    Selection atOneTime(List<Selection.Pod> baseline, List<Selection.Pod> candidate) {
        return selection(moved(resampled(baseline)), moved(resampled(candidate)));
    }

    private Selection selection(List<Selection.Pod> baseline, List<Selection.Pod> candidate) {
        return new Selection(
                service.name(),
                service.type(),
                service.tree(),
                new Selection.Cohort("baseline", "drawn", baseline),
                new Selection.Cohort("candidate", "drawn", candidate),
                List.of());
    }

    private List<Selection.Pod> resampled(List<Selection.Pod> pods) {
        return pods.stream().map(this::resampled).toList();
    }

    private Selection.Pod resampled(Selection.Pod pod) {
        List<StoredProfile> windows = pod.windows();
        return new Selection.Pod(
                pod.name(),
                windows.stream()
                        .map(slot -> at(slot.time(), windows.get(random.nextInt(windows.size()))))
                        .toList());
    }

    private static List<Selection.Pod> moved(List<Selection.Pod> pods) {
        return pods.stream().map(RecordedPods::moved).toList();
    }

    private static Selection.Pod moved(Selection.Pod pod) {
        long start = START_NANOS;
        List<StoredProfile> windows = new ArrayList<>();
        for (StoredProfile window : pod.windows()) {
            long end = start + window.time().durationNanos();
            windows.add(at(new TimeRange(start, end), window));
            start = end;
        }
        return new Selection.Pod(pod.name(), windows);
    }

    private static StoredProfile at(TimeRange time, StoredProfile profile) {
        return new StoredProfile(profile.labels(), time, profile.period(), profile.requests(), profile.vector());
    }

    /** In random order. */
    List<Selection.Pod> shuffled(List<Selection.Pod> pods) {
        List<Selection.Pod> shuffled = new ArrayList<>(pods);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Selection.Pod swapped = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, swapped);
        }
        return shuffled;
    }

    /** Pods in which about so many of the samples are another version's. */
    List<Selection.Pod> mixed(List<Selection.Pod> pods, List<Selection.Pod> other, double part) {
        return IntStream.range(0, Math.min(pods.size(), other.size()))
                .mapToObj(i -> mixed(pods.get(i), other.get(i), part))
                .toList();
    }

    private Selection.Pod mixed(Selection.Pod pod, Selection.Pod other, double part) {
        List<StoredProfile> windows = new ArrayList<>();
        for (int i = 0; i < Math.min(pod.windows().size(), other.windows().size()); i++) {
            windows.add(mixed(pod.windows().get(i), other.windows().get(i), part));
        }
        return new Selection.Pod(pod.name(), windows);
    }

    private StoredProfile mixed(StoredProfile profile, StoredProfile other, double part) {
        TreeMap<Integer, Long> sums = new TreeMap<>();
        thinned(profile, 1 - part, sums);
        thinned(other, part, sums);
        int[] nodes = sums.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] values = Arrays.stream(nodes).mapToLong(sums::get).toArray();
        OptionalDouble requests =
                profile.requests().isPresent() && other.requests().isPresent()
                        ? OptionalDouble.of((1 - part) * profile.requests().getAsDouble()
                                + part * other.requests().getAsDouble())
                        : OptionalDouble.empty();
        return new StoredProfile(
                profile.labels(), profile.time(), profile.period(), requests, NodeVector.of(nodes, values));
    }

    /** Every sample stays with the probability. */
    private void thinned(StoredProfile profile, double probability, TreeMap<Integer, Long> sums) {
        long unit = Math.max(1, profile.period());
        for (int i = 0; i < profile.vector().size(); i++) {
            long kept = 0;
            for (long sample = 0; sample < profile.vector().value(i) / unit; sample++) {
                kept += random.nextDouble() < probability ? 1 : 0;
            }
            if (kept > 0) {
                sums.merge(profile.vector().node(i), kept * unit, Long::sum);
            }
        }
    }
}
