package dev.flamegate.gate.week;

import dev.flamegate.profile.ProfileType;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was read of a week.
 *
 * @param unitsPerSample what one sample adds to a value
 * @param functions canonical names; a position in it is a function's number
 * @param versions in order of their first profile
 * @param profiles how many were added up
 * @param notes what was left out, a sentence each
 */
record WeekTables(
        ProfileType type,
        double unitsPerSample,
        List<String> functions,
        List<Version> versions,
        long profiles,
        List<String> notes) {

    /**
     * @param firstNanos start of its first profile ever
     * @param lastNanos start of its latest profile up to the end of the time asked for
     * @param pods sorted by name
     */
    record Version(String name, long firstNanos, long lastNanos, List<Pod> pods) {
        Version {
            pods = List.copyOf(pods);
        }
    }

    /**
     * @param firstNanos start of its first profile of the version
     * @param lastNanos start of its latest
     * @param samples of all stacks; 0 if none was read
     * @param unitsPerNano value by profiled time: for CPU the cores it kept busy; 0 if the time is not known
     * @param functions numbers of those with samples of their own, ascending
     * @param self samples of each
     */
    record Pod(
            String name,
            long firstNanos,
            long lastNanos,
            double samples,
            OptionalDouble requests,
            double unitsPerNano,
            int[] functions,
            double[] self) {}

    WeekTables {
        functions = List.copyOf(functions);
        versions = List.copyOf(versions);
        notes = List.copyOf(notes);
    }

    /** Whether values are times in nanoseconds of processors, so that they can be said in cores. */
    boolean isCpu() {
        return type.sampleType().type().equals("cpu")
                && type.sampleType().unit().equals("nanoseconds");
    }
}
