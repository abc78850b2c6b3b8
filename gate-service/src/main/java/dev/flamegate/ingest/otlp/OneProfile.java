package dev.flamegate.ingest.otlp;

import static dev.flamegate.ingest.otlp.OtlpSchema.*;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One Profile message. Samples may stand before the type and the period that say what they mean, so they are kept as numbers first. */
final class OneProfile {
    private static final int ATTRIBUTES_MAX = 128;

    private final ProtobufReader in;
    private final Tables tables;
    private final OtlpLimits limits;
    private final Budget budget;
    private final String origin;
    private final String place;

    private final SampleGroups groups;
    private final Longs stacks = new Longs();
    private final Longs values = new Longs();
    private final Longs sampleGroups = new Longs();
    private final Longs sampleValues = new Longs();
    private final Longs sampleAttributes = new Longs();
    private final Longs attributes = new Longs();
    private ValueType sampleType = ValueType.NONE;
    private ValueType periodType = ValueType.NONE;
    private long period;
    private long timeNanos;
    private long durationNanos;

    /** Reads the field that {@code in} stands at. */
    OneProfile(ProtobufReader in, Tables tables, OtlpLimits limits, Budget budget, String origin, String place) {
        this.in = in;
        this.tables = tables;
        this.limits = limits;
        this.budget = budget;
        this.origin = origin;
        this.place = place;
        this.groups = new SampleGroups(tables, limits.labelSets(), origin);
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case PROFILE_SAMPLE_TYPE -> sampleType = valueType();
                case PROFILE_SAMPLES -> sample();
                case PROFILE_TIME -> timeNanos = in.fixed64();
                case PROFILE_DURATION -> durationNanos = in.int64();
                case PROFILE_PERIOD_TYPE -> periodType = valueType();
                case PROFILE_PERIOD -> period = in.int64();
                case PROFILE_ATTRIBUTES -> in.int64s(attributes, ATTRIBUTES_MAX);
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    /** What tells whether profiles are of one measurement. */
    record Measured(ValueType periodType, long timeNanos, long durationNanos) {}

    Measured measured() {
        return new Measured(periodType, timeNanos, durationNanos);
    }

    boolean isTime() {
        return ProfileNaming.isTime(sampleType);
    }

    /**
     * One for each set of labels of samples, which it has as its own; one without samples if there are none.
     *
     * @param timed of which measurements the time was sent too
     */
    List<Profile> profiles(Set<Measured> timed) {
        checkHeader();
        ProfileNaming naming = ProfileNaming.of(sampleType, periodType, period, timed.contains(measured()));
        List<ProfileBuilder> builders = new ArrayList<>();
        List<Stacks> trees = new ArrayList<>();
        for (int group = 0; group < Math.max(1, groups.size()); group++) {
            budget.profile(place);
            ProfileBuilder builder = new ProfileBuilder(origin, List.of(naming.sampleType()))
                    .name(naming.name())
                    .period(naming.periodType(), Math.max(0, period))
                    .time(timeNanos, durationNanos);
            builders.add(group < groups.size() ? builder.labels(groups.labels(group)) : builder);
            trees.add(new Stacks(tables, builder.tree(), limits, budget, origin));
        }
        for (int i = 0; i < stacks.size(); i++) {
            int group = (int) sampleGroups.get(i);
            int node = trees.get(group).node(stacks.get(i), sample(i));
            builders.get(group).add(node, 0, times(values.get(i), naming.factor(), i));
        }
        groups.ofProfile(attributes, place);
        return builders.stream()
                .map(ProfileBuilder::build)
                .map(groups.requests()::of)
                .toList();
    }

    private void checkHeader() {
        if (sampleType.equals(ValueType.NONE) && stacks.size() > 0) {
            throw wrong(place, "has samples, but no sample type: nothing says what is counted");
        }
        boolean ends = timeNanos >= 0 && durationNanos >= 0 && timeNanos + durationNanos >= 0;
        if (!ends) {
            throw wrong(place, "time_unix_nano or duration_nano is beyond the year 2262");
        }
    }

    private ValueType valueType() {
        long type = 0;
        long unit = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case VALUE_TYPE_TYPE -> type = in.int64();
                case VALUE_TYPE_UNIT -> unit = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new ValueType(tables.strings.text(type, place), tables.strings.text(unit, place));
    }

    private void sample() {
        String where = sample(stacks.size());
        budget.sample(where);
        long stack = 0;
        int timestamps = 0;
        sampleValues.clear();
        sampleAttributes.clear();
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SAMPLE_STACK -> stack = in.int64();
                case SAMPLE_ATTRIBUTES -> in.int64s(sampleAttributes, ATTRIBUTES_MAX);
                case SAMPLE_LINK -> in.int64();
                case SAMPLE_VALUES -> in.int64s(sampleValues, limits.samples());
                case SAMPLE_TIMESTAMPS -> timestamps += in.skipFixed64s();
                default -> in.skip();
            }
        }
        in.leave(outer);
        stacks.add(stack);
        values.add(value(timestamps, where));
        sampleGroups.add(groups.group(sampleAttributes, where));
    }

    /** Each time stamp without a value counts one; a value belongs to a time stamp, or is the sum of all. */
    private long value(int timestamps, String where) {
        int count = sampleValues.size();
        if (count == 0 && timestamps == 0) {
            throw wrong(where, "has neither values nor timestamps");
        }
        if (count > 0 && timestamps > 0 && count != timestamps) {
            throw wrong(where, "has " + count + " values, but " + timestamps + " timestamps");
        }
        long sum = count == 0 ? timestamps : 0;
        for (int i = 0; i < count; i++) {
            try {
                sum = Math.addExact(sum, sampleValues.get(i));
            } catch (ArithmeticException e) {
                throw wrong(where, "the sum of its values is beyond 64 bits");
            }
        }
        return sum;
    }

    private long times(long value, long factor, int i) {
        try {
            return Math.multiplyExact(value, factor);
        } catch (ArithmeticException e) {
            throw wrong(sample(i), value + " samples of a period of " + factor + " are beyond 64 bits");
        }
    }

    private String sample(int i) {
        return place + ", sample " + i;
    }

    private MalformedProfileException wrong(String where, String rule) {
        return new MalformedProfileException(origin, where, rule);
    }
}
