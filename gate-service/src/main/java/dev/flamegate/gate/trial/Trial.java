package dev.flamegate.gate.trial;

import dev.flamegate.reports.Verdict;
import java.util.List;

/**
 * One comparison of a version with itself.
 *
 * @param at ISO 8601, UTC
 * @param type full profile type
 * @param pods of both halves together
 * @param tested whether anything could be compared; only such trials count
 * @param functions that the verdict blames; none unless it is FAIL
 * @param level error rate that the gate promised
 */
public record Trial(
        String at,
        String type,
        String version,
        int pods,
        Verdict verdict,
        boolean tested,
        List<String> functions,
        double level) {
    public Trial {
        functions = List.copyOf(functions);
    }

    boolean failed() {
        return tested && verdict == Verdict.FAIL;
    }
}
