package dev.flamegate.ingest.jfr;

import dev.flamegate.profile.ValueType;
import java.util.List;

/** A profile that a recording can hold, with the names that Pyroscope's server gives it. */
enum SampleKind {
    CPU("process_cpu", "cpu/nanoseconds", "cpu/nanoseconds"),
    WALL("wall", "wall/nanoseconds", "wall/nanoseconds"),
    ALLOC_IN_NEW_TLAB("memory", "space/bytes", "alloc_in_new_tlab_objects/count", "alloc_in_new_tlab_bytes/bytes"),
    ALLOC_OUTSIDE_TLAB("memory", "space/bytes", "alloc_outside_tlab_objects/count", "alloc_outside_tlab_bytes/bytes"),
    ALLOC_SAMPLE("memory", "space/bytes", "alloc_sample_objects/count", "alloc_sample_bytes/bytes"),
    LIVE("memory", "objects/count", "live/count"),
    MALLOC("memory", "/", "malloc_objects/count", "malloc_bytes/bytes"),
    MUTEX("mutex", "mutex/count", "contentions/count", "delay/nanoseconds"),
    BLOCK("block", "block/count", "contentions/count", "delay/nanoseconds");

    private final String profileName;
    private final ValueType periodType;
    private final List<ValueType> sampleTypes;

    SampleKind(String profileName, String periodType, String... sampleTypes) {
        this.profileName = profileName;
        this.periodType = type(periodType);
        this.sampleTypes =
                java.util.stream.Stream.of(sampleTypes).map(SampleKind::type).toList();
    }

    String profileName() {
        return profileName;
    }

    ValueType periodType() {
        return periodType;
    }

    List<ValueType> sampleTypes() {
        return sampleTypes;
    }

    private static ValueType type(String text) {
        int slash = text.indexOf('/');
        return new ValueType(text.substring(0, slash), text.substring(slash + 1));
    }
}
