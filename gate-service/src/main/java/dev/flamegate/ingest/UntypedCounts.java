package dev.flamegate.ingest;

import static java.util.Map.entry;

import dev.flamegate.profile.ValueType;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the numbers of a format mean that does not say, such as folded stacks. The names are those that Pyroscope's clients append to
 * the name of an application ({@code shop.alloc_space}), and the profile types are those that its server makes of them.
 *
 * @param profileName first part of the profile type
 * @param sampleType what a value counts, after {@link #factor}
 * @param periodType {@link ValueType#NONE} if the numbers are no samples in time
 * @param samplesPerSecond of the profiler; 0 if unknown
 */
public record UntypedCounts(String profileName, ValueType sampleType, ValueType periodType, int samplesPerSecond) {
    private static final long SECOND = 1_000_000_000L;
    private static final ValueType CPU_TIME = new ValueType("cpu", "nanoseconds");
    private static final int SAMPLES_PER_SECOND = 100;

    private record Kind(String profileName, ValueType sampleType) {
        static Kind of(String profileName, String type, String unit) {
            return new Kind(profileName, new ValueType(type, unit));
        }
    }

    private static final Kind CPU = new Kind("process_cpu", CPU_TIME);
    private static final Kind WALL = Kind.of("wall", "wall", "nanoseconds");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            entry("cpu", CPU),
            entry("itimer", CPU),
            entry("wall", WALL),
            entry("seconds", WALL),
            entry("milliseconds", WALL),
            entry("microseconds", WALL),
            entry("nanoseconds", WALL),
            entry("inuse_objects", Kind.of("memory", "inuse_objects", "count")),
            entry("alloc_objects", Kind.of("memory", "alloc_objects", "count")),
            entry("live", Kind.of("memory", "live", "count")),
            entry("alloc_in_new_tlab_objects", Kind.of("memory", "alloc_in_new_tlab_objects", "count")),
            entry("alloc_outside_tlab_objects", Kind.of("memory", "alloc_outside_tlab_objects", "count")),
            entry("inuse_space", Kind.of("memory", "inuse_space", "bytes")),
            entry("alloc_space", Kind.of("memory", "alloc_space", "bytes")),
            entry("alloc_in_new_tlab_bytes", Kind.of("memory", "alloc_in_new_tlab_bytes", "bytes")),
            entry("alloc_outside_tlab_bytes", Kind.of("memory", "alloc_outside_tlab_bytes", "bytes")),
            entry("bytes", Kind.of("memory", "samples", "bytes")),
            entry("goroutines", Kind.of("goroutine", "goroutines", "count")),
            entry("mutex_count", Kind.of("mutex", "contentions", "count")),
            entry("mutex_duration", Kind.of("mutex", "delay", "nanoseconds")),
            entry("block_count", Kind.of("block", "contentions", "count")),
            entry("lock_count", Kind.of("block", "contentions", "count")),
            entry("block_duration", Kind.of("block", "delay", "nanoseconds")),
            entry("lock_duration", Kind.of("block", "delay", "nanoseconds")),
            entry("exceptions", Kind.of("exceptions", "samples", "count")));

    public static final UntypedCounts DEFAULT = of("cpu", SAMPLES_PER_SECOND);

    /**
     * @param name one of Pyroscope's: {@code cpu}, {@code wall}, {@code alloc_space}, ...
     * @param samplesPerSecond matters to CPU and wall-clock samples alone, which become nanoseconds by it; 0 leaves them as samples
     * @throws IllegalArgumentException naming those that exist
     */
    public static UntypedCounts of(String name, int samplesPerSecond) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("'" + name + "' is no type of profile; there are "
                    + String.join(", ", new TreeSet<>(KINDS.keySet())));
        }
        if (samplesPerSecond < 0 || samplesPerSecond > SECOND) {
            throw new IllegalArgumentException(samplesPerSecond + " samples a second are not between 0 and " + SECOND);
        }
        boolean inTime = kind.equals(CPU) || kind.equals(WALL);
        if (inTime && samplesPerSecond == 0) {
            return new UntypedCounts(kind.profileName(), new ValueType("samples", "count"), ValueType.NONE, 0);
        }
        return new UntypedCounts(
                kind.profileName(), kind.sampleType(), inTime ? CPU_TIME : ValueType.NONE, samplesPerSecond);
    }

    /** Units of {@link #periodType} between two samples; 0 if the numbers are no samples in time. */
    public long period() {
        return periodType.equals(ValueType.NONE) ? 0 : SECOND / samplesPerSecond;
    }

    /** What a number is multiplied by to become a value of {@link #sampleType}. */
    public long factor() {
        return Math.max(1, period());
    }
}
