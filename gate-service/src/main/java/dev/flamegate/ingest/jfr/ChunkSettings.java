package dev.flamegate.ingest.jfr;

import java.util.Map;
import java.util.Set;

/**
 * What the profiler says about itself in {@code jdk.ActiveSetting} events: async-profiler its engine and intervals in nanoseconds, the
 * JDK a period for each event.
 *
 * @param engine {@code cpu}, {@code wall}, ... of async-profiler; empty for recordings of the JDK
 * @param cpuNanos between two samples of the CPU
 * @param wallNanos between two samples of wall-clock time
 */
record ChunkSettings(String engine, long cpuNanos, long wallNanos) {
    private static final long SECOND = 1_000_000_000L;
    private static final long USUAL_NANOS = 10_000_000;
    private static final Set<String> TIMERS = Set.of("cpu", "itimer", "ctimer", "wall");

    /**
     * @param settings of async-profiler by name
     * @param period of the JDK's samples, such as {@code 20 ms}; empty if there is none
     * @param samplesPerSecond what the sender says, used where the recording says nothing; 0 if it does not
     */
    static ChunkSettings of(Map<String, String> settings, String period, int samplesPerSecond) {
        String engine = settings.getOrDefault("event", "");
        long said = samplesPerSecond > 0 ? SECOND / samplesPerSecond : USUAL_NANOS;
        long usual = periodNanos(period) > 0 ? periodNanos(period) : said;
        long interval = TIMERS.contains(engine) ? number(settings.get("interval")) : 0;
        long cpu = interval > 0 ? interval : usual;
        long wall = number(settings.get("wall"));
        return new ChunkSettings(engine, cpu, wall > 0 ? wall : engine.equals("wall") ? cpu : usual);
    }

    boolean isWall() {
        return engine.equals("wall");
    }

    private static long number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** {@code 20 ms}; a word such as {@code everyChunk} is no length. */
    private static long periodNanos(String text) {
        String[] parts = text.strip().split("\\s+");
        long length = number(parts[0]);
        if (parts.length != 2 || length == 0 || length > SECOND) {
            return 0;
        }
        return switch (parts[1]) {
            case "ns" -> length;
            case "us" -> length * 1_000;
            case "ms" -> length * 1_000_000;
            case "s" -> length * SECOND;
            default -> 0;
        };
    }
}
