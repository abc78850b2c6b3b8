package dev.flamegate.ingest.push;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.SampleLabels;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the labels of a pushed series say, by Pyroscope's conventions. {@code __name__} is the name of the profile, without the prefix
 * {@code godeltaprof_}; without it the profile is named by its own types, as an upload is. Other names that begin with two underscores
 * are the server's own and dropped ({@code __delta__}, {@code __order__}); the session's stays, for it tells processes apart that have
 * no pod. A series without a service belongs to {@code unknown_service}.
 *
 * @param name empty if the labels do not say
 */
record SeriesLabels(String name, Labels labels) {
    private static final String NAME = "__name__";
    private static final String SESSION = "__session_id__";
    private static final String GO_DELTA = "godeltaprof_";
    private static final String UNKNOWN_SERVICE = "unknown_service";
    private static final String WALL = "wall";
    private static final String CPU = "cpu";

    /**
     * @param place of the series in its request, for messages
     */
    static SeriesLabels of(Map<String, String> pairs, String origin, String place) {
        String name = pairs.getOrDefault(NAME, "");
        if (!name.isEmpty() && !name.matches("[A-Za-z_][A-Za-z0-9_]{0,199}")) {
            throw new MalformedProfileException(
                    origin,
                    place,
                    "label '" + NAME + "' is '" + shown(name) + "', allowed are letters, digits and _, at most 200");
        }
        Map<String, String> kept = new TreeMap<>(pairs);
        kept.keySet().removeIf(key -> key.startsWith("__") && !key.equals(SESSION));
        if (kept.getOrDefault(Labels.SERVICE, "").isEmpty()) {
            kept.put(Labels.SERVICE, UNKNOWN_SERVICE);
        }
        try {
            return new SeriesLabels(
                    name.startsWith(GO_DELTA) ? name.substring(GO_DELTA.length()) : name, Labels.of(kept));
        } catch (IllegalArgumentException e) {
            throw new MalformedProfileException(origin, place, String.valueOf(e.getMessage()));
        }
    }

    /** Cut for a message: a name may be as long as the request. */
    static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "...";
    }

    /** The profile under these labels. Of a wall-clock profile the CPU time is a profile of its own, {@code process_cpu}. */
    List<Profile> applyTo(Profile profile) {
        Profile named = (name.isEmpty() ? profile : profile.withName(name))
                .withLabels(SampleLabels.under(labels, profile.labels()));
        Predicate<ValueType> isCpu = type -> type.type().equals(CPU);
        if (!named.name().equals(WALL) || named.sampleTypes().stream().noneMatch(isCpu)) {
            return List.of(named);
        }
        Profile cpu = only(named, isCpu).withName("process_cpu");
        boolean allCpu = cpu.sampleTypes().size() == named.sampleTypes().size();
        return allCpu ? List.of(cpu) : List.of(only(named, isCpu.negate()), cpu);
    }

    private static Profile only(Profile profile, Predicate<ValueType> wanted) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            if (wanted.test(profile.sampleTypes().get(i))) {
                columns.add(i);
            }
        }
        ProfileBuilder builder = new ProfileBuilder(
                        profile.origin(),
                        columns.stream().map(profile.sampleTypes()::get).toList())
                .name(profile.name())
                .period(profile.periodType(), profile.period())
                .time(profile.startNanos(), profile.durationNanos())
                .labels(profile.labels());
        int[] nodes = NodeCopy.into(builder.tree(), profile.tree());
        for (int stack = 0; stack < profile.stackCount(); stack++) {
            for (int i = 0; i < columns.size(); i++) {
                builder.add(nodes[profile.node(stack)], i, profile.value(columns.get(i), stack));
            }
        }
        return builder.build();
    }
}
