package dev.flamegate.stats;

import java.util.List;

/**
 * The rows of a comparison that could be made, with what produced it.
 *
 * @param settings the settings in force
 * @param baselineReplicates replicates used, after those with too few samples were dropped
 * @param candidateReplicates the same for the candidate
 * @param rows one outcome per feature, in the order of the tables
 * @param warnings sentences about the data that the reader of the result has to know
 */
public record Compared(
        ShareSettings settings,
        int baselineReplicates,
        int candidateReplicates,
        List<RowOutcome> rows,
        List<String> warnings)
        implements Outcome {

    public Compared {
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }
}
