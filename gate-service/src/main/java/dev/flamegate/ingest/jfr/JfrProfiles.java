package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.LabelledStacks;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.SampleLabels;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The profiles of a recording: one a kind of sample and set of labels, all over one call tree. */
final class JfrProfiles {
    private static final String ENGINE = "jfr_event";

    /** One kind of sample, with the groups of the contexts seen so far. */
    private record Stacks(ProfileBuilder builder, LabelledStacks sums, Map<Long, Integer> groups) {}

    private final Source source;
    private final ReadLimits limits;
    private final ContextLabels contexts;
    private final KnownNames known;
    private final CallTreeBuilder tree = new CallTreeBuilder();
    private final Map<SampleKind, Stacks> kinds = new EnumMap<>(SampleKind.class);
    private long startNanos = Long.MAX_VALUE;
    private long endNanos;
    private ChunkSettings settings = new ChunkSettings("", 0, 0);

    JfrProfiles(Source source, ReadLimits limits, KnownNames known) {
        this.known = known;
        this.source = source;
        this.limits = limits;
        this.contexts = ContextLabels.of(source);
    }

    KnownNames known() {
        return known;
    }

    CallTreeBuilder tree() {
        return tree;
    }

    /** Says what the samples that follow are from. */
    void begin(ChunkHeader chunk, ChunkSettings said) {
        long end = chunk.startNanos() + chunk.durationNanos();
        if (chunk.startNanos() > 0 && end >= chunk.startNanos()) {
            startNanos = Math.min(startNanos, chunk.startNanos());
            endNanos = Math.max(endNanos, end);
        }
        settings = said;
    }

    /**
     * @param values one a sample type of the kind
     */
    void add(SampleKind kind, long contextId, int node, long... values) {
        Stacks stacks = kinds.get(kind);
        if (stacks == null) {
            stacks = stacks(kind);
            kinds.put(kind, stacks);
        }
        int group = contexts.has(contextId) ? group(stacks, contextId) : LabelledStacks.NO_LABELS;
        for (int type = 0; type < values.length; type++) {
            stacks.sums().add(group, node, type, values[type]);
        }
        if (stacks.sums().rows() > limits.callPaths()) {
            throw source.wrong(
                    "events", "more than " + limits.callPaths() + " call paths with labels, the most accepted");
        }
    }

    /** Contexts are many and sets of labels few, so what a context's group is must be remembered. */
    private int group(Stacks stacks, long contextId) {
        return stacks.groups().computeIfAbsent(contextId, id -> stacks.sums().group(contexts.labels(id)));
    }

    private Stacks stacks(SampleKind kind) {
        long period = kind == SampleKind.CPU ? settings.cpuNanos() : kind == SampleKind.WALL ? settings.wallNanos() : 0;
        ProfileBuilder builder = new ProfileBuilder(source.origin(), kind.sampleTypes(), tree)
                .name(kind.profileName())
                .period(kind.periodType(), period)
                .labels(SampleLabels.of(Map.of(ENGINE, settings.engine())));
        LabelledStacks sums = new LabelledStacks(builder, kind.sampleTypes().size(), limits.labelSets());
        return new Stacks(builder, sums, new HashMap<>());
    }

    /** Those that have samples. */
    List<Profile> profiles() {
        List<Profile> profiles = new ArrayList<>();
        boolean timed = startNanos <= endNanos && endNanos > 0;
        for (Stacks stacks : kinds.values()) {
            stacks.builder().time(timed ? startNanos : 0, timed ? endNanos - startNanos : 0);
            stacks.sums().profiles().stream()
                    .filter(profile -> profile.stackCount() > 0)
                    .forEach(profiles::add);
        }
        return profiles;
    }
}
