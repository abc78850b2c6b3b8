package dev.flamegate.scrape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of profile that targets offer: an entry of {@code profiling_config.pprof_config}.
 *
 * @param name of the stored profile, for example {@code process_cpu}
 * @param path on the target, with its prefix
 * @param delta whether the target is asked to profile for some seconds; else it answers with what it has
 * @param seconds how long; 0 means as long as the interval allows
 */
record ProfileEndpoint(String name, String path, boolean delta, int seconds) {
    private static final String GODELTAPROF = "godeltaprof_";

    /** Counted from the start of the process in Go's profiles of memory, contention and blocking. */
    private static final Set<String> COUNTED_FROM_START =
            Set.of("alloc_objects", "alloc_space", "contentions", "delay");

    /** Parca's. */
    private static final List<ProfileEndpoint> DEFAULTS = List.of(
            new ProfileEndpoint("memory", "/debug/pprof/allocs", false, 0),
            new ProfileEndpoint("block", "/debug/pprof/block", false, 0),
            new ProfileEndpoint("goroutine", "/debug/pprof/goroutine", false, 0),
            new ProfileEndpoint("mutex", "/debug/pprof/mutex", false, 0),
            new ProfileEndpoint("process_cpu", "/debug/pprof/profile", true, 0));

    ProfileEndpoint {
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not the name of a profile: letters, digits and _, no digit first");
        }
        if (!path.startsWith("/") || path.matches(".*[\\s?#].*")) {
            throw new IllegalArgumentException("path is '" + path + "', expected one that begins with / and has no ?");
        }
        if (seconds < 0 || seconds > 3600) {
            throw new IllegalArgumentException("seconds is " + seconds + ", allowed are 1 to 3600");
        }
        if (seconds > 0 && !delta) {
            throw new IllegalArgumentException("seconds is " + seconds + ", which only a profile with delta: true has");
        }
    }

    /**
     * The enabled ones: the defaults, changed and added to by what is written.
     *
     * @param profiling of a scrape configuration; empty if it has none
     */
    static List<ProfileEndpoint> read(Optional<ConfigNode> profiling) {
        String prefix = profiling.map(node -> node.text("path_prefix", "")).orElse("");
        Optional<ConfigNode> written = profiling.flatMap(node -> node.object("pprof_config"));
        profiling.ifPresent(ConfigNode::end);
        Map<String, ProfileEndpoint> enabled = new LinkedHashMap<>();
        DEFAULTS.forEach(endpoint -> enabled.put(endpoint.name(), endpoint));
        written.ifPresent(entries -> {
            for (String name : entries.keys()) {
                Optional<ProfileEndpoint> endpoint =
                        entry(entries.object(name).orElseThrow(), name, Optional.ofNullable(enabled.get(name)));
                enabled.remove(name);
                endpoint.ifPresent(one -> enabled.put(name, one));
            }
        });
        List<ProfileEndpoint> endpoints = new ArrayList<>();
        enabled.values()
                .forEach(one -> endpoints.add(
                        new ProfileEndpoint(one.name(), prefix + one.path(), one.delta(), one.seconds())));
        return List.copyOf(endpoints);
    }

    /** Empty if it is switched off. */
    private static Optional<ProfileEndpoint> entry(ConfigNode node, String name, Optional<ProfileEndpoint> standard) {
        boolean enabled = node.flag("enabled", true);
        Optional<String> path = node.text("path").or(() -> standard.map(ProfileEndpoint::path));
        boolean delta = node.flag("delta", standard.map(ProfileEndpoint::delta).orElse(false));
        long seconds = node.number("seconds", 0);
        node.end();
        if (!enabled) {
            return Optional.empty();
        }
        if (path.isEmpty()) {
            throw node.wrong("path", "is missing: only " + names() + " have a path of their own");
        }
        try {
            return Optional.of(new ProfileEndpoint(name, path.get(), delta, Math.toIntExact(seconds)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(node.path() + ": " + e.getMessage());
        }
    }

    private static List<String> names() {
        return DEFAULTS.stream().map(ProfileEndpoint::name).toList();
    }

    /** The name that its profiles are stored under: those of Grafana's godeltaprof are deltas of the usual ones. */
    String profileName() {
        return name.startsWith(GODELTAPROF) ? name.substring(GODELTAPROF.length()) : name;
    }

    /** Names of sample types whose values a target counts from its start, unless the profile says how long it took. */
    Set<String> countedFromStart() {
        return delta || name.startsWith(GODELTAPROF) ? Set.of() : COUNTED_FROM_START;
    }
}
