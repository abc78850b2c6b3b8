package dev.flamegate.ingest.jfr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * A second implementation: what the JDK's own reader finds in a recording, by event type and then by stack, root first with lines. The
 * JDK writes class names with dots, so both sides are compared with dots.
 */
final class JdkReading {
    /** By type of event: stacks to number of events and sum of the amount. */
    final Map<String, Map<String, long[]>> stacks = new TreeMap<>();

    private final boolean nativeIsC;

    private JdkReading(boolean nativeIsC) {
        this.nativeIsC = nativeIsC;
    }

    static JdkReading of(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            boolean async = recording.readEventTypes().stream()
                    .anyMatch(type -> type.getName().startsWith("profiler."));
            JdkReading reading = new JdkReading(async);
            while (recording.hasMoreEvents()) {
                reading.add(recording.readEvent());
            }
            return reading;
        }
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || trace.getFrames().isEmpty()) {
            return;
        }
        String type = name(event);
        if (type.equals("jdk.ExecutionSample") && state(event).equals("STATE_SLEEPING")) {
            type = "sleeping";
        }
        long[] sums = stacks.computeIfAbsent(type, any -> new TreeMap<>())
                .computeIfAbsent(text(trace.getFrames()), any -> new long[2]);
        sums[0]++;
        sums[1] += amount(event);
    }

    /** JDK 9 and 10 call their events otherwise. */
    private static String name(RecordedEvent event) {
        String name = event.getEventType().getName();
        return name.startsWith("com.oracle.jdk.") ? "jdk." + name.substring("com.oracle.jdk.".length()) : name;
    }

    private static String state(RecordedEvent event) {
        return event.hasField("state") ? String.valueOf(event.getString("state")) : "";
    }

    private static long amount(RecordedEvent event) {
        return switch (name(event)) {
            case "jdk.ObjectAllocationInNewTLAB" -> event.getLong("tlabSize");
            case "jdk.ObjectAllocationOutsideTLAB" -> event.getLong("allocationSize");
            case "jdk.ObjectAllocationSample" -> event.getLong("weight");
            case "jdk.JavaMonitorEnter", "jdk.ThreadPark" ->
                event.getDuration("duration").toNanos();
            case "profiler.WallClockSample" -> event.getInt("samples");
            case "profiler.Malloc" -> event.getLong("size");
            default -> 0;
        };
    }

    private String text(List<RecordedFrame> frames) {
        StringBuilder text = new StringBuilder();
        for (int i = frames.size() - 1; i >= 0; i--) {
            RecordedFrame frame = frames.get(i);
            String type = String.valueOf(frame.getType());
            boolean isC = type.equals("Kernel") || type.equals("C++") || (type.equals("Native") && nativeIsC);
            String className = isC || frame.getMethod().getType() == null
                    ? ""
                    : frame.getMethod().getType().getName();
            String method = frame.getMethod().getName();
            text.append(';').append(className.isEmpty() ? method : className + "." + method);
            text.append(':').append(Math.max(0, frame.getInt("lineNumber")));
        }
        return text.toString().replace('/', '.');
    }
}
