package dev.flamegate.ingest.jfr;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event that becomes samples, with the fields that are read of it; fields that a recording lacks are 0. */
enum JfrEvent {
    EXECUTION_SAMPLE("jdk.ExecutionSample", ""),
    CPU_TIME_SAMPLE("jdk.CPUTimeSample", "samplingPeriod"),
    WALL_CLOCK_SAMPLE("profiler.WallClockSample", "samples"),
    ALLOC_IN_NEW_TLAB("jdk.ObjectAllocationInNewTLAB", "tlabSize"),
    ALLOC_OUTSIDE_TLAB("jdk.ObjectAllocationOutsideTLAB", "allocationSize"),
    ALLOC_SAMPLE("jdk.ObjectAllocationSample", "weight"),
    MONITOR_ENTER("jdk.JavaMonitorEnter", "duration"),
    THREAD_PARK("jdk.ThreadPark", "duration"),
    LIVE_OBJECT("profiler.LiveObject", ""),
    MALLOC("profiler.Malloc", "size");

    static final int STACK = 0;
    static final int STATE = 1;
    static final int CONTEXT = 2;
    static final int AMOUNT = 3;
    static final int SLOTS = 4;

    private static final Map<String, JfrEvent> BY_NAME = java.util.stream.Stream.of(values())
            .collect(java.util.stream.Collectors.toMap(event -> event.typeName, event -> event));

    private final String typeName;
    private final String amount;

    JfrEvent(String typeName, String amount) {
        this.typeName = typeName;
        this.amount = amount;
    }

    static @Nullable JfrEvent of(String typeName) {
        return BY_NAME.get(typeName);
    }

    /** In the order of the slots. */
    List<String> fields() {
        return amount.isEmpty()
                ? List.of("stackTrace", "state", "contextId")
                : List.of("stackTrace", "state", "contextId", amount);
    }

    /** Unit of the amount if it is a length of time, as the metadata says it. */
    String amountUnit(JfrType type) {
        return type.fields().stream()
                .filter(field -> field.name().equals(amount))
                .map(JfrType.Field::timespan)
                .findFirst()
                .orElse("");
    }
}
