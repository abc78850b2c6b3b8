package dev.flamegate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that somebody named, with all files of folders that somebody named. */
final class UploadFiles {
    private UploadFiles() {}

    /**
     * In the order given; those of a folder by name, hidden ones and lists of requests left out.
     *
     * @throws UsageException if a path does not exist or there is no file at all
     */
    static List<Path> under(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(under(path));
        }
        if (files.isEmpty()) {
            throw new UsageException("there is no file in " + paths);
        }
        return files;
    }

    private static List<Path> under(Path path) {
        if (!Files.isReadable(path)) {
            throw new UsageException("'" + path + "' does not exist or cannot be read");
        }
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".") || file.equals(path))
                    .filter(file -> !RequestCounts.isList(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException("'" + path + "' cannot be read: " + e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException("'" + file + "' cannot be read: " + e);
        }
    }
}
