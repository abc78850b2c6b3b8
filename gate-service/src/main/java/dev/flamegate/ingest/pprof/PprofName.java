package dev.flamegate.ingest.pprof;

import dev.flamegate.profile.ValueType;
import java.util.List;
import java.util.Map;

/**
 * The first part of a profile type for pprof, which does not carry one: {@code process_cpu}, {@code memory}, {@code mutex}. The rule is
 * that of Pyroscope's server for clients that send no configuration of sample types, so that both call a series by the same name.
 */
public final class PprofName {
    private static final String UNNAMED = "profile";

    private static final Map<String, String> SHOWN = Map.of(
            "samples", "cpu",
            "goroutine", "goroutines",
            "contentions", "mutex_count",
            "delay", "mutex_duration");

    private PprofName() {}

    /** Never empty; a profile whose types say nothing is called {@code profile}. */
    static String of(List<ValueType> sampleTypes) {
        return of(sampleTypes, SHOWN);
    }

    /**
     * @param shown what the client calls its sample types, for those that it renames: {@code contentions} is {@code block_count} to one
     *     profile and {@code mutex_count} to another
     */
    public static String of(List<ValueType> sampleTypes, Map<String, String> shown) {
        if (sampleTypes.stream().anyMatch(type -> type.type().equals("wall"))) {
            return "wall";
        }
        String last = "";
        for (ValueType sampleType : sampleTypes) {
            last = shown.getOrDefault(sampleType.type(), sampleType.type());
            String family = family(last);
            if (!family.isEmpty()) {
                return family;
            }
        }
        return last.isEmpty() ? UNNAMED : last;
    }

    private static String family(String type) {
        if (type.contains("cpu")) {
            return "process_cpu";
        }
        if (type.contains("alloc_") || type.contains("inuse_") || type.equals("space") || type.equals("objects")) {
            return "memory";
        }
        if (type.contains("mutex_")) {
            return "mutex";
        }
        if (type.contains("block_")) {
            return "block";
        }
        return type.contains("goroutines") ? "goroutines" : "";
    }
}
