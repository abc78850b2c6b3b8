package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import org.jspecify.annotations.Nullable;

/**
 * Where in the source.
 *
 * @param file as the profiler wrote it: a path, or only a name
 * @param line 0 if unknown
 * @param path of the file in its repository, with slashes; null if nobody said where the sources are
 * @param address where the line can be read, http or https; null likewise
 */
public record Place(
        String file,
        int line,
        @Nullable String path,
        @Nullable String address) {
    public Place {
        text(file, "file");
        if (path != null) {
            text(path, "path in the repository");
        }
        if (address != null && !address.startsWith("https://") && !address.startsWith("http://")) {
            throw new IllegalArgumentException("address of a place is '" + address + "', neither http nor https");
        }
    }

    /** A place that nobody said the repository of. */
    public Place(String file, int line) {
        this(file, line, null, null);
    }
}
