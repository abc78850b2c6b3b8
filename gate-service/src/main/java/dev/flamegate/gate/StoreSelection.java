package dev.flamegate.gate;

import dev.flamegate.gate.comparability.ProcessStart;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Resolves a question against the store: which type, which profiles, which pods. */
final class StoreSelection {
    private static final Duration EXACT_MAX = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES_MAX = Duration.ofDays(1);

    private final ProfileStore store;
    private final List<String> replicateLabels;
    private final long warmUpNanos;

    StoreSelection(ProfileStore store, Policy policy) {
        this.store = store;
        this.replicateLabels = policy.replicateLabels();
        this.warmUpNanos = policy.comparability().warmUp().toNanos();
    }

    /** @param wanted one of the question's profile types */
    Selection select(EvaluationRequest request, String wanted) {
        List<StoredSeries> series = store.series(LabelSelector.equal(Labels.SERVICE, request.service()));
        return type(wanted, series)
                .map(type -> select(request, type, series))
                .orElseGet(() -> nothing(request, wanted, known(request, wanted, series)));
    }

    /** The same, every profile for itself: slow over long times. */
    Selection selectExactly(EvaluationRequest request, String wanted) {
        List<StoredSeries> series = store.series(LabelSelector.equal(Labels.SERVICE, request.service()));
        return type(wanted, series)
                .map(type -> select(request, type, series, Resolution.EXACT, new ArrayList<>()))
                .orElseGet(() -> nothing(request, wanted, known(request, wanted, series)));
    }

    /**
     * At the coarsest resolution that gives the same answer: windows that reach over a time at which the gate divides the selection are
     * asked for once more, finer there.
     */
    private Selection select(EvaluationRequest request, ProfileType type, List<StoredSeries> series) {
        Resolution coarse = resolution(request.window());
        List<StoredProfile> found = new ArrayList<>();
        Selection selection = select(request, type, series, coarse, found);
        if (found.stream().allMatch(window -> window.profileCount() == 1)) {
            return selection;
        }
        if (sharesRequests(found, request.baseline().selector())
                || sharesRequests(found, request.candidate().selector())) {
            return select(request, type, series, Resolution.EXACT, new ArrayList<>());
        }
        Resolution divided = coarse.cutAt(cuts(selection));
        boolean isDivided = found.stream()
                .noneMatch(window -> window.profileCount() > 1
                        && divided.cuts(
                                window.time().startNanos(), window.time().endNanos()));
        return isDivided ? selection : select(request, type, series, divided, new ArrayList<>());
    }

    private static Resolution resolution(TimeRange range) {
        Duration length = Duration.ofNanos(range.durationNanos());
        if (length.compareTo(EXACT_MAX) <= 0) {
            return Resolution.EXACT;
        }
        return length.compareTo(FIVE_MINUTES_MAX) <= 0 ? Resolution.FIVE_MINUTES : Resolution.DAY;
    }

    private List<Long> cuts(Selection selection) {
        List<Long> divisions = switch (Concurrency.of(selection)) {
            case CONCURRENT -> Concurrency.cuts(selection);
            case SEQUENTIAL -> Periods.cuts(selection);
            case UNKNOWN -> List.of();
        };
        return Stream.concat(divisions.stream(), warmUpEnds(selection).stream()).toList();
    }

    /** When each pod stops being fresh. */
    private List<Long> warmUpEnds(Selection selection) {
        List<Long> ends = new ArrayList<>();
        for (Selection.Cohort side : List.of(selection.baseline(), selection.candidate())) {
            for (Selection.Pod pod : side.pods()) {
                ProcessStart.of(pod.windows(), pod.firstSeenNanos()).ifPresent(start -> ends.add(start + warmUpNanos));
            }
        }
        return ends;
    }

    /** Parts of one upload in several series say the same requests, which only profiles for themselves show. */
    private boolean sharesRequests(List<StoredProfile> found, LabelSelector side) {
        Map<String, Labels> seriesOfPods = new HashMap<>();
        return found.stream()
                .filter(window -> window.requests().isPresent() && side.matches(window.labels()))
                .anyMatch(window -> pod(window.labels())
                        .map(name ->
                                !window.labels().equals(seriesOfPods.computeIfAbsent(name, any -> window.labels())))
                        .orElse(false));
    }

    /**
     * @param found gets all windows, as they were found
     */
    private Selection select(
            EvaluationRequest request,
            ProfileType type,
            List<StoredSeries> series,
            Resolution resolution,
            List<StoredProfile> found) {
        List<LabelSelector> sides =
                List.of(request.baseline().selector(), request.candidate().selector());
        Selected selected = store.select(request.service(), type, sides, request.window(), resolution);
        found.addAll(selected.profiles());
        List<String> notes = new ArrayList<>();
        return new Selection(
                request.service(),
                type,
                selected.tree(),
                cohort(request.baseline(), request.candidate(), found, notes)
                        .firstSeen(firstSeen(request.baseline(), series)),
                cohort(request.candidate(), request.baseline(), found, notes)
                        .firstSeen(firstSeen(request.candidate(), series)),
                notes);
    }

    /** Start of the first profile of every pod, of any type. */
    private Map<String, Long> firstSeen(EvaluationRequest.Cohort wanted, List<StoredSeries> series) {
        Map<String, Long> first = new TreeMap<>();
        for (StoredSeries one : series) {
            if (wanted.selector().matches(one.labels())) {
                pod(one.labels()).ifPresent(pod -> first.merge(pod, one.firstNanos(), Math::min));
            }
        }
        return first;
    }

    private static Selection nothing(EvaluationRequest request, String wanted, String note) {
        ProfileType unknown = new ProfileType("unknown", new ValueType(wanted.replace(':', '/'), ""), ValueType.NONE);
        return new Selection(
                request.service(),
                unknown,
                new CallTreeBuilder().build(),
                Pods.cohort(
                        request.baseline().name(), request.baseline().selector().toString(), Map.of()),
                Pods.cohort(
                        request.candidate().name(),
                        request.candidate().selector().toString(),
                        Map.of()),
                List.of(note));
    }

    /** A full type, or the name of a sample type with or without its unit; the first that a series of the service has. */
    private static Optional<ProfileType> type(String wanted, List<StoredSeries> series) {
        return series.stream()
                .flatMap(one -> one.types().stream())
                .filter(type -> type.isCalled(wanted))
                .findFirst();
    }

    private static String known(EvaluationRequest request, String wanted, List<StoredSeries> series) {
        if (series.isEmpty()) {
            return "No profile of a service `" + request.service() + "` was ever stored.";
        }
        TreeSet<String> types = new TreeSet<>();
        series.forEach(one -> one.types().forEach(type -> types.add(type.toString())));
        return "The service has no profile type `" + wanted + "`; it has " + String.join(", ", types) + ".";
    }

    private Selection.Cohort cohort(
            EvaluationRequest.Cohort wanted,
            EvaluationRequest.Cohort other,
            List<StoredProfile> profiles,
            List<String> notes) {
        Map<String, List<StoredProfile>> pods = new TreeMap<>();
        int nameless = 0;
        int shared = 0;
        for (StoredProfile profile : profiles) {
            Optional<String> pod = pod(profile.labels());
            if (!wanted.selector().matches(profile.labels())) {
                continue;
            }
            if (other.selector().matches(profile.labels())) {
                shared += profile.profileCount();
            } else if (pod.isEmpty()) {
                nameless += profile.profileCount();
            } else {
                pods.computeIfAbsent(pod.get(), any -> new ArrayList<>()).add(profile);
            }
        }
        note(shared, "match both selectors", wanted, notes);
        note(nameless, "have none of the labels " + replicateLabels + ", which name the pod,", wanted, notes);
        return Pods.cohort(wanted.name(), wanted.selector().toString(), pods);
    }

    private static void note(int count, String why, EvaluationRequest.Cohort wanted, List<String> notes) {
        if (count > 0) {
            notes.add(count + " profiles of `" + wanted.name() + "` " + why + " and were left out.");
        }
    }

    private Optional<String> pod(Labels labels) {
        return replicateLabels.stream()
                .flatMap(name -> Stream.ofNullable(labels.asMap().get(name)))
                .findFirst();
    }
}
