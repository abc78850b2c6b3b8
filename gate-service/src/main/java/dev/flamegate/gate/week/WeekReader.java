package dev.flamegate.gate.week;

import dev.flamegate.gate.week.WeekTables.Pod;
import dev.flamegate.gate.week.WeekTables.Version;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what every pod of every version spent in which function, from the sums of days and hours where there are such. */
final class WeekReader {
    /** More would take minutes to read, and the memory of a small machine. */
    private static final long STACKS_MAX = 200_000_000;

    private final ProfileStore store;
    private final List<String> replicateLabels;

    WeekReader(ProfileStore store, List<String> replicateLabels) {
        this.store = store;
        this.replicateLabels = replicateLabels;
    }

    /**
     * @throws WeekRefusedException if the service or the type is not there, the type is not the only one of its name, or there is too much
     */
    WeekTables read(WeekQuestion question) {
        LabelSelector selector =
                LabelSelector.equal(Labels.SERVICE, question.service()).and(question.selector());
        List<StoredSeries> all = store.series(selector);
        ProfileType type = type(question, all);
        if (type.measuresLevel()) {
            throw WeekRefusedException.of(
                    "'" + type
                            + "' says how much there is at a moment, and a week has no sum of that; ask for a type that adds up");
        }
        List<StoredSeries> series =
                all.stream().filter(one -> one.types().contains(type)).toList();
        Map<String, Map<String, PodCosts>> costs = new TreeMap<>();
        long[] stacks = new long[1];
        int[] nameless = new int[1];
        CallTree tree = store.visit(question.service(), type, selector, question.read(), Resolution.DAY, window -> {
            stacks[0] += window.vector().size();
            Optional<String> pod = pod(window.labels());
            String version = window.labels().valueOrEmpty(Labels.VERSION);
            if (pod.isEmpty() || version.isEmpty()) {
                nameless[0] += window.profileCount();
            } else {
                costs.computeIfAbsent(version, any -> new TreeMap<>())
                        .computeIfAbsent(pod.get(), any -> new PodCosts())
                        .add(window);
            }
            return stacks[0] <= STACKS_MAX;
        });
        if (stacks[0] > STACKS_MAX) {
            throw WeekRefusedException.of("the time has more than " + STACKS_MAX
                    + " stacks to add up; ask for fewer days, or for a part of the service with a selector");
        }
        List<String> notes = nameless[0] == 0
                ? List.of()
                : List.of(nameless[0] + " profiles name no version, or no pod by any of the labels " + replicateLabels
                        + ", and were left out.");
        return tables(question, type, series, tree, costs, notes);
    }

    private static ProfileType type(WeekQuestion question, List<StoredSeries> series) {
        if (series.isEmpty()) {
            throw WeekRefusedException.unknown("no profile of service '" + question.service() + "'"
                    + (question.selector().matchers().isEmpty() ? "" : " with " + question.selector())
                    + " was ever stored");
        }
        TreeSet<String> known = new TreeSet<>();
        TreeSet<String> called = new TreeSet<>();
        for (StoredSeries one : series) {
            for (ProfileType type : one.types()) {
                known.add(type.toString());
                if (type.isCalled(question.type())) {
                    called.add(type.toString());
                }
            }
        }
        if (called.isEmpty()) {
            throw WeekRefusedException.unknown("service '" + question.service() + "' has no profile type '"
                    + question.type() + "'; it has " + String.join(", ", known));
        }
        if (called.size() > 1) {
            throw WeekRefusedException.of(
                    "'" + question.type() + "' means several types, name one: " + String.join(", ", called));
        }
        return ProfileType.parse(called.first());
    }

    private Optional<String> pod(Labels labels) {
        return replicateLabels.stream()
                .flatMap(name -> Stream.ofNullable(labels.asMap().get(name)))
                .findFirst();
    }

    private WeekTables tables(
            WeekQuestion question,
            ProfileType type,
            List<StoredSeries> series,
            CallTree tree,
            Map<String, Map<String, PodCosts>> costs,
            List<String> notes) {
        CanonicalFunctions functions = new CanonicalFunctions(tree);
        long period = costs.values().stream()
                .flatMap(pods -> pods.values().stream())
                .mapToLong(PodCosts::period)
                .max()
                .orElse(0);
        boolean sameUnit = type.sampleType().unit().equals(type.periodType().unit());
        double unitsPerSample = sameUnit && period > 0 ? period : 1;
        long profiles = costs.values().stream()
                .flatMap(pods -> pods.values().stream())
                .mapToLong(PodCosts::profiles)
                .sum();
        Map<String, Map<String, long[]>> lives = lives(series, question.untilNanos());
        List<Version> versions = new ArrayList<>();
        costs.forEach((name, pods) -> {
            Map<String, long[]> known = lives.getOrDefault(name, Map.of());
            List<Pod> own = new ArrayList<>();
            pods.forEach((pod, sums) ->
                    own.add(pod(pod, sums, known.getOrDefault(pod, new long[2]), functions, unitsPerSample)));
            long first = own.stream().mapToLong(Pod::firstNanos).min().orElse(0);
            long last = own.stream().mapToLong(Pod::lastNanos).max().orElse(0);
            versions.add(new Version(name, first, last, own));
        });
        versions.sort(Comparator.comparingLong(Version::firstNanos).thenComparing(Version::name));
        return new WeekTables(type, unitsPerSample, functions.names(), versions, profiles, notes);
    }

    /** First and latest profile by version and pod. */
    private Map<String, Map<String, long[]>> lives(List<StoredSeries> series, long untilNanos) {
        Map<String, Map<String, long[]>> lives = new HashMap<>();
        for (StoredSeries one : series) {
            String version = one.labels().valueOrEmpty(Labels.VERSION);
            pod(one.labels()).filter(pod -> !version.isEmpty()).ifPresent(pod -> {
                long[] life = lives.computeIfAbsent(version, any -> new HashMap<>())
                        .computeIfAbsent(pod, any -> new long[] {Long.MAX_VALUE, 0});
                life[0] = Math.min(life[0], one.firstNanos());
                life[1] = Math.max(life[1], Math.min(untilNanos, one.lastNanos()));
            });
        }
        return lives;
    }

    private static Pod pod(
            String name, PodCosts costs, long[] life, CanonicalFunctions functions, double unitsPerSample) {
        double[] sums = functions.self(costs.vectors());
        int[] used = IntStream.range(0, sums.length)
                .filter(function -> sums[function] != 0)
                .toArray();
        double[] self =
                Arrays.stream(used).mapToDouble(at -> sums[at] / unitsPerSample).toArray();
        double total = costs.vectors().stream().mapToDouble(NodeVector::total).sum();
        long nanos = costs.sampledNanos();
        return new Pod(
                name,
                life[0],
                life[1],
                total / unitsPerSample,
                costs.requests(),
                nanos > 0 ? total / nanos : 0,
                used,
                self);
    }
}
