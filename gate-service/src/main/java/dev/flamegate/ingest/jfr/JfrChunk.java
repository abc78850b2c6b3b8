package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.LongIndex;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of one chunk, read twice: first what the profiler says about itself, which may stand anywhere, then the samples. Event types
 * that are not known are stepped over.
 */
final class JfrChunk {
    private static final String SETTING = "jdk.ActiveSetting";
    private static final List<String> SETTING_FIELDS = List.of("id", "name", "value");
    private static final List<String> SAMPLED_BY_JDK = List.of("jdk.ExecutionSample");

    /** What is done with an event whose fields are in the slots. */
    private interface Action {
        void accept(EventPlan plan, long[] slots);
    }

    /** @param event null for settings */
    private record EventPlan(@Nullable JfrEvent event, String amountUnit, FieldPlan fields, int slots) {}

    private final JfrBytes in;
    private final ChunkHeader header;
    private final JfrMetadata metadata;
    private final ChunkPools pools;
    private final ChunkStacks stacks;
    private final JfrProfiles profiles;
    private final Source source;
    private final List<EventPlan> plans = new ArrayList<>();
    private final LongIndex planNumbers = new LongIndex();
    private final LongIndex states = new LongIndex();
    private boolean hasCpuTime;

    JfrChunk(JfrBytes in, ChunkHeader header, ReadLimits limits, JfrProfiles profiles, Source source) {
        this.in = in;
        this.header = header;
        this.profiles = profiles;
        this.source = source;
        this.metadata = JfrMetadata.read(in, header);
        this.pools = new ChunkPools(in, metadata, header, limits.callPaths() * 2, limits.nameChars());
        this.stacks = new ChunkStacks(in, metadata, pools, limits, profiles);
        for (JfrType type : metadata.types()) {
            JfrEvent event = JfrEvent.of(type.name());
            if (event != null) {
                FieldPlan fields = FieldPlan.picking(type, event.fields(), metadata, in);
                add(type, new EventPlan(event, event.amountUnit(type), fields, JfrEvent.SLOTS));
            } else if (type.name().equals(SETTING)) {
                FieldPlan fields = FieldPlan.picking(type, SETTING_FIELDS, metadata, in);
                add(type, new EventPlan(null, "", fields, SETTING_FIELDS.size()));
            }
        }
    }

    private void add(JfrType type, EventPlan plan) {
        planNumbers.put(type.id(), plans.size());
        plans.add(plan);
    }

    void read() {
        Map<String, String> settings = new HashMap<>();
        StringBuilder period = new StringBuilder();
        forEach((plan, slots) -> {
            if (plan.event() == null) {
                setting(slots, settings, period);
            } else if (plan.event() == JfrEvent.CPU_TIME_SAMPLE) {
                hasCpuTime |= stacks.node(slots[JfrEvent.STACK]) != LongIndex.ABSENT;
            }
        });
        ChunkSettings said =
                ChunkSettings.of(settings, period.toString(), source.counts().samplesPerSecond());
        profiles.begin(header, said);
        forEach((plan, slots) -> {
            if (plan.event() != null) {
                sample(plan.event(), plan.amountUnit(), slots, said);
            }
        });
    }

    /** The slots of one event are overwritten by the next. */
    private void forEach(Action action) {
        long[] slots = new long[JfrEvent.SLOTS];
        int at = header.start() + ChunkHeader.BYTES;
        while (at < header.end()) {
            in.window(at, header.end());
            long size = in.number();
            if (size <= 0 || size > header.end() - at) {
                in.position(at);
                throw in.wrong("an event has " + size + " bytes where " + (header.end() - at) + " are left");
            }
            int planNumber = planNumbers.get(in.number());
            if (planNumber != LongIndex.ABSENT) {
                EventPlan plan = plans.get(planNumber);
                in.window(in.position(), at + (int) size);
                Arrays.fill(slots, 0);
                plan.fields().read(in, slots);
                in.window(at, header.end());
                action.accept(plan, slots);
            }
            at += (int) size;
        }
    }

    private void setting(long[] slots, Map<String, String> settings, StringBuilder period) {
        String name = pools.text(slots[1]);
        String value = pools.text(slots[2]);
        JfrType of = metadata.type(slots[0]);
        if (name.equals("period") && of != null && SAMPLED_BY_JDK.contains(of.name())) {
            period.setLength(0);
            period.append(value);
        } else {
            settings.put(name, value);
        }
    }

    private void sample(JfrEvent event, String amountUnit, long[] slots, ChunkSettings said) {
        int node = stacks.node(slots[JfrEvent.STACK]);
        if (node == LongIndex.ABSENT) {
            return;
        }
        long amount = amount(slots[JfrEvent.AMOUNT], amountUnit);
        long context = slots[JfrEvent.CONTEXT];
        switch (event) {
            case EXECUTION_SAMPLE -> executionSample(node, context, state(slots[JfrEvent.STATE]), said);
            case CPU_TIME_SAMPLE -> profiles.add(SampleKind.CPU, context, node, amount > 0 ? amount : said.cpuNanos());
            case WALL_CLOCK_SAMPLE -> {
                long samples = Math.max(1, amount);
                profiles.add(SampleKind.WALL, context, node, times(samples, said.wallNanos()));
                if (said.isWall() && state(slots[JfrEvent.STATE]) == State.RUNNABLE) {
                    profiles.add(SampleKind.CPU, context, node, times(samples, said.cpuNanos()));
                }
            }
            case ALLOC_IN_NEW_TLAB -> profiles.add(SampleKind.ALLOC_IN_NEW_TLAB, context, node, 1, amount);
            case ALLOC_OUTSIDE_TLAB -> profiles.add(SampleKind.ALLOC_OUTSIDE_TLAB, context, node, 1, amount);
            case ALLOC_SAMPLE -> profiles.add(SampleKind.ALLOC_SAMPLE, context, node, 1, amount);
            case MONITOR_ENTER -> profiles.add(SampleKind.MUTEX, context, node, 1, amount);
            case THREAD_PARK -> profiles.add(SampleKind.BLOCK, context, node, 1, amount);
            case LIVE_OBJECT -> profiles.add(SampleKind.LIVE, context, node, 1);
            case MALLOC -> profiles.add(SampleKind.MALLOC, context, node, 1, amount);
        }
    }

    /** Where the JDK measures the CPU's time itself, its older samples would count the same work twice. */
    private void executionSample(int node, long context, State state, ChunkSettings said) {
        if (said.isWall()) {
            profiles.add(SampleKind.WALL, context, node, said.wallNanos());
        } else if (state != State.SLEEPING && state != State.UNKNOWN && !hasCpuTime) {
            profiles.add(SampleKind.CPU, context, node, said.cpuNanos());
        }
    }

    private enum State {
        UNKNOWN,
        SLEEPING,
        RUNNABLE,
        OTHER
    }

    private static final State[] STATES = State.values();

    private State state(long id) {
        int known = states.get(id);
        if (known == LongIndex.ABSENT) {
            State state = switch (pools.state(id)) {
                case "" -> State.UNKNOWN;
                case "STATE_SLEEPING" -> State.SLEEPING;
                case "STATE_RUNNABLE" -> State.RUNNABLE;
                default -> State.OTHER;
            };
            known = state.ordinal();
            states.put(id, known);
        }
        return STATES[known];
    }

    private long amount(long number, String unit) {
        return switch (unit) {
            case "TICKS" -> header.nanos(number);
            case "MICROSECONDS" -> times(Math.max(0, number), 1_000);
            case "MILLISECONDS" -> times(Math.max(0, number), 1_000_000);
            case "SECONDS" -> times(Math.max(0, number), 1_000_000_000);
            default -> Math.max(0, number);
        };
    }

    private long times(long a, long b) {
        if (Math.multiplyHigh(a, b) != 0 || a * b < 0) {
            throw in.wrong("a value of " + a + " times " + b + " is too large");
        }
        return a * b;
    }
}
