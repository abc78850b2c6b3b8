package dev.flamegate.gate;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.traffic.PodWindows;
import dev.flamegate.traffic.TrafficAnswer;
import dev.flamegate.traffic.TrafficSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the requests of a selection whose profiles do not all say theirs. The first source that knows all of both sides is used for all
 * of them: two sources count differently, and the difference would be taken for one of the versions.
 */
public final class TrafficLookup {
    private final List<TrafficSource> sources;
    private final Optional<WorkFrame> frame;

    /** @param sources in the order that they are asked */
    public TrafficLookup(List<TrafficSource> sources) {
        this(sources, "");
    }

    /**
     * @param unitOfWork a regular expression: samples in frames whose function it is found in stand for requests where no source knows
     *     them; empty for none
     */
    public TrafficLookup(List<TrafficSource> sources, String unitOfWork) {
        this.sources = List.copyOf(sources);
        this.frame = unitOfWork.isEmpty() ? Optional.empty() : Optional.of(new WorkFrame(unitOfWork));
    }

    /**
     * Levels, and versions that did not run together, have no cost of a request to compare, and nobody is asked.
     *
     * @param exactly the same selection with every profile for itself: asked for where windows of one pod that are sums of profiles
     *     overlap, because their requests would be counted twice
     */
    Selection completed(Selection all, Supplier<Selection> exactly) {
        if (all.type().measuresLevel() || Concurrency.of(all) != Concurrency.State.CONCURRENT) {
            return all;
        }
        Selection selection = Concurrency.common(all);
        List<Selection.Pod> pods = pods(selection);
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
                return pods.stream().anyMatch(TrafficLookup::overlaps)
                        ? completed(exactly.get(), exactly)
                        : counted(selection, known.requests(), new Exposure(source.name(), failures));
            }
            failures.add(source.name() + ": " + ((TrafficAnswer.Unknown) answer).why() + ".");
        }
        return frame.map(work -> byFrame(selection, work, failures))
                .orElseGet(() -> counted(selection, List.of(), new Exposure(Exposure.OF_PROFILES.source(), failures)));
    }

    /** Windows without a sample of the frame have none of the work: small ones often do not. */
    private static Selection byFrame(Selection selection, WorkFrame work, List<String> failures) {
        WorkFrame.Counter counter = work.in(selection);
        List<Selection.Pod> pods = pods(selection);
        List<String> missing =
                pods.stream().flatMap(pod -> counter.missing(pod).stream()).toList();
        if (!missing.isEmpty()) {
            List<String> all = new ArrayList<>(failures);
            all.add(work.source() + ": " + missing.get(0) + ".");
            return counted(selection, List.of(), new Exposure(Exposure.OF_PROFILES.source(), all));
        }
        List<List<Double>> counts = pods.stream()
                .map(pod -> pod.windows().stream()
                        .map(window -> counter.work(window).orElse(0))
                        .toList())
                .toList();
        return counted(selection, counts, new Exposure(work.source(), failures, Exposure.WORK), false);
    }

    private static List<Selection.Pod> pods(Selection selection) {
        return Stream.concat(selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .toList();
    }

    /** Whether windows of several series share time, and not all of it: those that share all of it are one window. */
    private static boolean overlaps(Selection.Pod pod) {
        List<StoredProfile> windows = pod.windows();
        for (int i = 1; i < windows.size(); i++) {
            StoredProfile before = windows.get(i - 1);
            StoredProfile after = windows.get(i);
            boolean summed = before.profileCount() > 1 || after.profileCount() > 1;
            if (summed
                    && !before.labels().equals(after.labels())
                    && after.time().startNanos() < before.time().endNanos()) {
                return true;
            }
        }
        return false;
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
        return counted(selection, requests, exposure, true);
    }

    /** @param ofTheTime whether they are of all the time of a window, and not of its profiled part */
    private static Selection counted(
            Selection selection, List<List<Double>> requests, Exposure exposure, boolean ofTheTime) {
        Iterator<List<Double>> next = requests.iterator();
        return new Selection(
                selection.service(),
                selection.type(),
                selection.tree(),
                counted(selection.baseline(), next, ofTheTime),
                counted(selection.candidate(), next, ofTheTime),
                selection.notes(),
                exposure,
                selection.checks());
    }

    private static Selection.Cohort counted(
            Selection.Cohort cohort, Iterator<List<Double>> requests, boolean ofTheTime) {
        if (!requests.hasNext()) {
            return cohort;
        }
        List<Selection.Pod> pods = new ArrayList<>();
        for (Selection.Pod pod : cohort.pods()) {
            List<Double> counts = requests.next();
            List<StoredProfile> windows = new ArrayList<>();
            for (int i = 0; i < counts.size(); i++) {
                StoredProfile window = pod.windows().get(i);
                windows.add(served(window, counts.get(i), ofTheTime));
            }
            pods.add(new Selection.Pod(pod.name(), windows, pod.firstSeenNanos()));
        }
        return new Selection.Cohort(cohort.name(), cohort.selector(), pods);
    }

    /** Of the requests in the time of a window, those of the part of it that was profiled: all of it if it is one profile. */
    private static StoredProfile served(StoredProfile window, double requests, boolean ofTheTime) {
        double profiled = (double) window.sampledNanos() / window.time().durationNanos();
        return new StoredProfile(
                window.labels(),
                window.time(),
                window.period(),
                OptionalDouble.of(window.profileCount() == 1 || !ofTheTime ? requests : requests * profiled),
                window.vector(),
                window.profileCount(),
                window.sampledNanos(),
                window.longestNanos());
    }
}
