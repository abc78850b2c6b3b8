package dev.flamegate.bench;

import java.util.List;

/**
 * Everything that was measured.
 *
 * @param schema version of the JSON form
 * @param tool version of the program measured
 * @param runs how many of each kind
 * @param figures in the order of their experiments
 */
public record CalibrationResults(int schema, String tool, RunCounts runs, List<Figure> figures) {
    static final int SCHEMA = 1;

    public CalibrationResults {
        figures = List.copyOf(figures);
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("calibration has schema " + schema + ", this program reads " + SCHEMA);
        }
    }

    static CalibrationResults of(String tool, RunCounts runs, List<Figure> figures) {
        return new CalibrationResults(SCHEMA, tool, runs, figures);
    }
}
