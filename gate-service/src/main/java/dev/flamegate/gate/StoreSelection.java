package dev.flamegate.gate;

import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Resolves a question against the store: which type, which profiles, which pods. */
final class StoreSelection {
    private final ProfileStore store;
    private final List<String> replicateLabels;

    StoreSelection(ProfileStore store, List<String> replicateLabels) {
        this.store = store;
        this.replicateLabels = replicateLabels;
    }

    Selection select(EvaluationRequest request) {
        List<StoredSeries> series = store.series(LabelSelector.equal(Labels.SERVICE, request.service()));
        Optional<ProfileType> type = type(request.profileType(), series);
        return type.isPresent() ? select(request, type.get(), series) : nothing(request, known(request, series));
    }

    private Selection select(EvaluationRequest request, ProfileType type, List<StoredSeries> series) {
        List<String> notes = new ArrayList<>();
        Selected left = store.select(request.service(), type, request.baseline().selector(), request.window());
        Selected right =
                store.select(request.service(), type, request.candidate().selector(), request.window());
        return new Selection(
                request.service(),
                type,
                right.tree(), // the later of the two trees has all nodes of the earlier
                cohort(request.baseline(), request.candidate(), left.profiles(), notes)
                        .firstSeen(firstSeen(request.baseline(), series)),
                cohort(request.candidate(), request.baseline(), right.profiles(), notes)
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

    private static Selection nothing(EvaluationRequest request, String note) {
        ProfileType wanted =
                new ProfileType("unknown", new ValueType(request.profileType().replace(':', '/'), ""), ValueType.NONE);
        return new Selection(
                request.service(),
                wanted,
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

    private static String known(EvaluationRequest request, List<StoredSeries> series) {
        if (series.isEmpty()) {
            return "No profile of a service `" + request.service() + "` was ever stored.";
        }
        TreeSet<String> types = new TreeSet<>();
        series.forEach(one -> one.types().forEach(type -> types.add(type.toString())));
        return "The service has no profile type `" + request.profileType() + "`; it has " + String.join(", ", types)
                + ".";
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
            if (other.selector().matches(profile.labels())) {
                shared++;
            } else if (pod.isEmpty()) {
                nameless++;
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
