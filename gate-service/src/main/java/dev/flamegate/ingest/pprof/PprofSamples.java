package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.LabelledStacks;
import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.List;

/**
 * The second pass over a pprof message: the samples, straight into the profile's tree. Nothing of a sample outlives its turn, which is
 * why the tables are read first. Samples with string labels go to profiles of their own, as many as are allowed; numbers as labels are
 * skipped.
 */
final class PprofSamples {
    private static final int SAMPLE_LOCATION_ID = 1;
    private static final int SAMPLE_VALUE = 2;
    private static final int SAMPLE_LABEL = 3;
    private static final int NODES_EXPECTED_MAX = 1 << 16;

    private final PprofTables tables;
    private final PprofLimits limits;
    private final String origin;
    private final ProtobufReader in;
    private final List<ValueType> types;
    private final ProfileBuilder builder;
    private final PprofFrames frames;
    private final LabelledStacks sums;
    private final PprofLabels labels;
    private final Longs locationIds = new Longs();
    private final Longs values = new Longs();
    private int sample;

    /**
     * @param labelSetsMax 0 adds up samples whatever their labels are
     */
    PprofSamples(PprofTables tables, byte[] message, PprofLimits limits, int labelSetsMax, String origin) {
        this.tables = tables;
        this.limits = limits;
        this.origin = origin;
        this.in = new ProtobufReader(message, origin);
        this.types = tables.sampleTypes();
        this.builder = new ProfileBuilder(origin, types, new CallTreeBuilder(expectedNodes()));
        this.frames = new PprofFrames(tables, builder.tree(), origin);
        this.sums = new LabelledStacks(builder, types.size(), labelSetsMax);
        this.labels = new PprofLabels(tables.strings, sums, labelSetsMax);
    }

    /** About; and bounded, because what a body says of itself must not cost more than what it holds. */
    private int expectedNodes() {
        return Math.min(NODES_EXPECTED_MAX, tables.locationIds.size() + tables.sampleCount);
    }

    /** At least one. */
    List<Profile> profiles() {
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == PprofTables.PROFILE_SAMPLE) {
                sample();
                sample++;
            } else {
                in.skip();
            }
        }
        builder.name(PprofName.of(types))
                .period(tables.periodType(), tables.period)
                .time(tables.timeNanos, tables.durationNanos);
        List<Profile> profiles =
                sums.profiles().stream().map(labels.requests()::of).toList();
        requireNameable(profiles.get(0));
        boolean onlyLabelled = profiles.size() > 1 && profiles.get(0).stackCount() == 0;
        return onlyLabelled ? profiles.subList(1, profiles.size()) : profiles;
    }

    /** Type names come from outside, and must be able to become parts of a profile type. */
    private void requireNameable(Profile profile) {
        for (int type = 0; type < types.size(); type++) {
            try {
                profile.type(type);
            } catch (IllegalArgumentException e) {
                throw new MalformedProfileException(origin, "profile", String.valueOf(e.getMessage()));
            }
        }
    }

    private void sample() {
        locationIds.clear();
        values.clear();
        labels.clear();
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SAMPLE_LOCATION_ID -> in.int64s(locationIds);
                case SAMPLE_VALUE -> in.int64s(values);
                case SAMPLE_LABEL -> labels.read(in, origin);
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (values.size() != types.size()) {
            throw wrong("has " + values.size() + " values, but the profile has " + types.size() + " sample types");
        }
        int node = stack();
        int group = labels.group();
        for (int type = 0; type < types.size(); type++) {
            sums.add(group, node, type, values.get(type));
        }
        if (sums.rows() > limits.callPaths()) {
            throw wrong("is beyond the first " + limits.callPaths() + " call paths with labels, the most accepted");
        }
    }

    /** Locations come leaf first. */
    private int stack() {
        int node = CallTree.ROOT;
        int depth = 0;
        for (int i = locationIds.size() - 1; i >= 0; i--) {
            int location = frames.location(locationIds.get(i));
            if (location < 0) {
                throw wrong("refers to location id " + Long.toUnsignedString(locationIds.get(i))
                        + ", which is not in the location table");
            }
            depth += frames.frameCount(location);
            if (depth > limits.frames() || depth < 0) {
                throw wrong("is deeper than " + limits.frames() + " frames, the most accepted");
            }
            node = frames.child(node, location);
        }
        if (builder.tree().nodeCount() > limits.callPaths() || frames.remembered() > limits.callPaths()) {
            throw wrong("is beyond the first " + limits.callPaths() + " call paths, the most accepted");
        }
        return node;
    }

    private MalformedProfileException wrong(String rule) {
        return new MalformedProfileException(origin, "sample " + sample, rule);
    }
}
