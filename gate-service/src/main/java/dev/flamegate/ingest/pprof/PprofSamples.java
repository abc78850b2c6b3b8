package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.List;

/**
 * The second pass over a pprof message: the samples, straight into the profile's tree. Nothing of a sample outlives its turn, which is
 * why the tables are read first. Labels are skipped: a stack that occurs under several labels is one stack.
 */
final class PprofSamples {
    private static final int SAMPLE_LOCATION_ID = 1;
    private static final int SAMPLE_VALUE = 2;

    private final PprofTables tables;
    private final PprofLimits limits;
    private final String origin;
    private final ProtobufReader in;
    private final List<ValueType> types;
    private final ProfileBuilder builder;
    private final PprofFrames frames;
    private final Longs locationIds = new Longs();
    private final Longs values = new Longs();
    private int sample;

    PprofSamples(PprofTables tables, byte[] message, PprofLimits limits, String origin) {
        this.tables = tables;
        this.limits = limits;
        this.origin = origin;
        this.in = new ProtobufReader(message, origin);
        this.types = tables.sampleTypes();
        this.builder = new ProfileBuilder(origin, types);
        this.frames = new PprofFrames(tables, builder.tree(), origin);
    }

    Profile profile() {
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == PprofTables.PROFILE_SAMPLE) {
                sample();
                sample++;
            } else {
                in.skip();
            }
        }
        Profile profile = builder.name(PprofName.of(types))
                .period(tables.periodType(), tables.period)
                .time(tables.timeNanos, tables.durationNanos)
                .build();
        requireNameable(profile);
        return profile;
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
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SAMPLE_LOCATION_ID -> in.int64s(locationIds);
                case SAMPLE_VALUE -> in.int64s(values);
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (values.size() != types.size()) {
            throw wrong("has " + values.size() + " values, but the profile has " + types.size() + " sample types");
        }
        int node = stack();
        for (int type = 0; type < types.size(); type++) {
            builder.add(node, type, values.get(type));
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
