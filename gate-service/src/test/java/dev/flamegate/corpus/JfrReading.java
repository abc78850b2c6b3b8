package dev.flamegate.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording as the JDK's own reader reads it: events with a stack, counted and weighed. Samples in time are counted, because what one
 * stands for is a setting.
 */
public final class JfrReading implements SecondReading {
    private static final String CONTENTIONS = ":contentions/count";
    private static final String DELAY = ":delay/nanoseconds";
    /** What JDK 9 and 10 call the events. */
    private static final String OLD_PREFIX = "com.oracle.jdk.";

    private final Path folder;

    /** @param folder for copies, because the JDK reads files */
    public JfrReading(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean namesProfiles() {
        return true;
    }

    /** Ticks become nanoseconds event by event, and each may be rounded to either side. */
    @Override
    public long tolerance(String type, Map<String, Long> totals) {
        return type.endsWith(DELAY) ? totals.getOrDefault(type.replace(DELAY, CONTENTIONS), 0L) : 0;
    }

    @Override
    public Map<String, Long> totals(byte[] content) throws IOException {
        Path copy = Files.write(folder.resolve("second-reading.jfr"), content);
        List<RecordedEvent> events = RecordingFile.readAllEvents(copy);
        boolean wall = events.stream().anyMatch(JfrReading::saysWall);
        boolean cpuTime = events.stream().anyMatch(event -> name(event).equals("jdk.CPUTimeSample") && hasStack(event));
        Map<String, Long> totals = new TreeMap<>();
        for (RecordedEvent event : events) {
            if (hasStack(event)) {
                add(event, wall, cpuTime, totals);
            }
        }
        totals.values().removeIf(total -> total == 0);
        return totals;
    }

    private static boolean saysWall(RecordedEvent event) {
        return name(event).equals("jdk.ActiveSetting")
                && "event".equals(event.getString("name"))
                && "wall".equals(event.getString("value"));
    }

    private static boolean hasStack(RecordedEvent event) {
        return event.getStackTrace() != null
                && !event.getStackTrace().getFrames().isEmpty();
    }

    private static void add(RecordedEvent event, boolean wall, boolean cpuTime, Map<String, Long> totals) {
        switch (name(event)) {
            case "jdk.ExecutionSample" -> {
                if (wall) {
                    count(totals, "wall:wall/samples", 1);
                } else if (!cpuTime && !state(event).isEmpty() && !state(event).equals("STATE_SLEEPING")) {
                    count(totals, "process_cpu:cpu/samples", 1);
                }
            }
            case "profiler.WallClockSample" -> {
                long samples = Math.max(1, event.getInt("samples"));
                count(totals, "wall:wall/samples", samples);
                if (wall && state(event).equals("STATE_RUNNABLE")) {
                    count(totals, "process_cpu:cpu/samples", samples);
                }
            }
            case "jdk.ObjectAllocationInNewTLAB" -> allocation(totals, "alloc_in_new_tlab", event.getLong("tlabSize"));
            case "jdk.ObjectAllocationOutsideTLAB" ->
                allocation(totals, "alloc_outside_tlab", event.getLong("allocationSize"));
            case "jdk.ObjectAllocationSample" -> allocation(totals, "alloc_sample", event.getLong("weight"));
            case "profiler.Malloc" -> allocation(totals, "malloc", event.getLong("size"));
            case "profiler.LiveObject" -> count(totals, "memory:live/count", 1);
            case "jdk.JavaMonitorEnter" -> contention(totals, "mutex", event);
            case "jdk.ThreadPark" -> contention(totals, "block", event);
            default -> {}
        }
    }

    private static void allocation(Map<String, Long> totals, String kind, long bytes) {
        count(totals, "memory:" + kind + "_objects/count", 1);
        count(totals, "memory:" + kind + "_bytes/bytes", bytes);
    }

    private static void contention(Map<String, Long> totals, String kind, RecordedEvent event) {
        count(totals, kind + CONTENTIONS, 1);
        count(totals, kind + DELAY, event.getDuration("duration").toNanos());
    }

    private static void count(Map<String, Long> totals, String type, long value) {
        totals.merge(type, value, Long::sum);
    }

    private static String name(RecordedEvent event) {
        String name = event.getEventType().getName();
        return name.startsWith(OLD_PREFIX) ? "jdk." + name.substring(OLD_PREFIX.length()) : name;
    }

    private static String state(RecordedEvent event) {
        return event.hasField("state") ? String.valueOf(event.getString("state")) : "";
    }
}
