package dev.flamegate.corpus;

import java.util.Map;

/** Totals of a file, found without any of the project's readers. */
public interface SecondReading {

    /**
     * The sum of all values by what they count. Time that a profiler samples is counted in samples.
     *
     * @param content without gzip
     * @throws Exception if the other reader cannot read it; then there is nothing to compare with
     */
    Map<String, Long> totals(byte[] content) throws Exception;

    /** Whether {@link #totals} tells profiles by their names too: {@code memory:alloc_space/bytes}. */
    default boolean namesProfiles() {
        return false;
    }

    /** How far a total may be off, because the format counts in other units than we store. */
    default long tolerance(String type, Map<String, Long> totals) {
        return 0;
    }
}
