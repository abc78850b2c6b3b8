package dev.flamegate.cli;

import dev.flamegate.profile.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a process served while each profile was taken, from files called {@value #NAME}: a header {@code file,requests},
 * then one line a profile, its path relative to the folder that the list lies in. Lists count that lie beside what was named on the
 * command line, or anywhere in a folder that was.
 */
final class RequestCounts {
    static final String NAME = "requests.csv";

    private static final String HEADER = "file,requests";

    /** A count and the place that gave it. */
    private record Count(double requests, String place) {}

    private final Map<Path, Count> counts = new HashMap<>();

    private RequestCounts() {}

    static boolean isList(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().equals(NAME);
    }

    /**
     * @throws UsageException naming file, line and rule, if a list is not as described, or counts a file that is not there or that
     *     another line has counted
     */
    static RequestCounts of(List<Path> paths) {
        Set<Path> lists = new LinkedHashSet<>();
        for (Path path : paths) {
            Path whole = path.toAbsolutePath().normalize();
            Path beside = whole.resolveSibling(NAME);
            if (Files.isRegularFile(beside)) {
                lists.add(beside);
            }
            if (Files.isDirectory(whole)) {
                lists.addAll(under(whole));
            }
        }
        RequestCounts counts = new RequestCounts();
        lists.forEach(counts::read);
        return counts;
    }

    /** Empty if no list has the file. */
    OptionalDouble of(Path file) {
        Count count = counts.get(file.toAbsolutePath().normalize());
        return count == null ? OptionalDouble.empty() : OptionalDouble.of(count.requests);
    }

    private static List<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(RequestCounts::isList)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException(folder + ": cannot be searched for " + NAME + ": " + e);
        }
    }

    private void read(Path list) {
        List<String> lines = lines(list);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new UsageException(list + ", line 1: the header is '" + HEADER + "'"
                    + (lines.isEmpty() ? ", and the file is empty" : ", found '" + lines.get(0) + "'"));
        }
        for (int i = 1; i < lines.size(); i++) {
            add(list, list + ", line " + (i + 1), lines.get(i));
        }
    }

    private static List<String> lines(Path list) {
        try {
            return new ArrayList<>(Files.readAllLines(list));
        } catch (IOException e) {
            throw new UsageException(list + ": cannot be read as UTF-8 text: " + e);
        }
    }

    private void add(Path list, String place, String line) {
        int comma = line.lastIndexOf(',');
        if (comma <= 0) {
            throw new UsageException(place + ": a line is FILE,REQUESTS, found '" + line + "'");
        }
        Path file = file(list, place, line.substring(0, comma));
        double requests;
        try {
            requests = Requests.parse(line.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + ": " + e.getMessage());
        }
        Count before = counts.put(file, new Count(requests, place));
        if (before != null) {
            throw new UsageException(place + ": " + file + " was counted already, in " + before.place);
        }
    }

    private static Path file(Path list, String place, String name) {
        Path folder = list.resolveSibling("").normalize();
        Path file = path(folder, name);
        if (file == null || !file.startsWith(folder)) {
            throw new UsageException(place + ": '" + name + "' is no path relative to and within " + folder);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(place + ": there is no file '" + name + "' in " + folder);
        }
        return file;
    }

    private static @Nullable Path path(Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
