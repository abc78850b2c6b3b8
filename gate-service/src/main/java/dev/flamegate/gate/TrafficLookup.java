package dev.flamegate.gate;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.traffic.PodWindows;
import dev.flamegate.traffic.TrafficAnswer;
import dev.flamegate.traffic.TrafficSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Finds the requests of a selection whose profiles do not all say theirs. The first source that knows all of both sides is used for all
 * of them: two sources count differently, and the difference would be taken for one of the versions.
 */
final class TrafficLookup {
    private final List<TrafficSource> sources;

    /** @param sources in the order that they are asked */
    TrafficLookup(List<TrafficSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Versions that did not run together have no cost of a request to compare, and nobody is asked. */
    Selection completed(Selection all) {
        if (Concurrency.of(all) != Concurrency.State.CONCURRENT) {
            return all;
        }
        Selection selection = Concurrency.common(all);
        List<Selection.Pod> pods = Stream.concat(
                        selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .toList();
        boolean said = pods.stream().allMatch(pod -> RequestCosts.requests(pod).isPresent());
        if (said || pods.isEmpty()) {
            return selection;
        }
        List<String> failures = new ArrayList<>();
        boolean timed = pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .allMatch(window -> window.time().durationNanos() > 0);
        for (TrafficSource source : timed ? sources : List.<TrafficSource>of()) {
            TrafficAnswer answer = source.requests(
                    selection.service(),
                    pods.stream().map(TrafficLookup::windows).toList());
            if (answer instanceof TrafficAnswer.Known known) {
                return counted(selection, known.requests(), new Exposure(source.name(), failures));
            }
            failures.add(source.name() + ": " + ((TrafficAnswer.Unknown) answer).why() + ".");
        }
        return counted(selection, List.of(), new Exposure(Exposure.OF_PROFILES.source(), failures));
    }

    private static PodWindows windows(Selection.Pod pod) {
        String version = pod.windows().get(0).labels().valueOrEmpty(Labels.VERSION);
        return new PodWindows(
                pod.name(),
                version,
                pod.windows().stream().map(StoredProfile::time).toList());
    }

    /** @param requests per pod of both sides; none to leave them as they are */
    private static Selection counted(Selection selection, List<List<Double>> requests, Exposure exposure) {
        Iterator<List<Double>> next = requests.iterator();
        return new Selection(
                selection.service(),
                selection.type(),
                selection.tree(),
                counted(selection.baseline(), next),
                counted(selection.candidate(), next),
                selection.notes(),
                exposure,
                selection.checks());
    }

    private static Selection.Cohort counted(Selection.Cohort cohort, Iterator<List<Double>> requests) {
        if (!requests.hasNext()) {
            return cohort;
        }
        List<Selection.Pod> pods = new ArrayList<>();
        for (Selection.Pod pod : cohort.pods()) {
            List<Double> counts = requests.next();
            List<StoredProfile> windows = new ArrayList<>();
            for (int i = 0; i < counts.size(); i++) {
                StoredProfile window = pod.windows().get(i);
                windows.add(new StoredProfile(
                        window.labels(),
                        window.time(),
                        window.period(),
                        OptionalDouble.of(counts.get(i)),
                        window.vector()));
            }
            pods.add(new Selection.Pod(pod.name(), windows, pod.firstSeenNanos()));
        }
        return new Selection.Cohort(cohort.name(), cohort.selector(), pods);
    }
}
