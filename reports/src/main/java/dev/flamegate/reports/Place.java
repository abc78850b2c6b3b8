package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

/**
 * Where in the source.
 *
 * @param file as the profiler wrote it: a path, or only a name
 * @param line 0 if unknown
 */
public record Place(String file, int line) {
    public Place {
        text(file, "file");
    }
}
