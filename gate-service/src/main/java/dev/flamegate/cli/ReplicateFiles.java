package dev.flamegate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which files are which replicate. A file stands for itself. A folder of folders is {@code DIR/POD/FILE}: each inner folder is a pod,
 * its files are the pod's windows. A folder of files is one replicate a file.
 */
final class ReplicateFiles {
    private ReplicateFiles() {}

    /**
     * Files by name of the replicate, in order of path.
     *
     * @throws UsageException naming the path, if it does not exist, holds no file, or two replicates have one name
     */
    static Map<String, List<Path>> byPod(List<Path> paths) {
        Map<String, List<Path>> pods = new TreeMap<>();
        for (Path path : paths) {
            if (RequestCounts.isList(path)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                addFolder(path, pods);
            } else if (Files.isReadable(path)) {
                add(path.getFileName().toString(), path, path, pods);
            } else {
                throw new UsageException(path + ": there is no such file or folder, or it is not readable");
            }
        }
        return pods;
    }

    private static void addFolder(Path folder, Map<String, List<Path>> pods) {
        int before = pods.size();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                for (Path file : entries(entry)) {
                    if (Files.isRegularFile(file)) {
                        add(entry.getFileName().toString(), entry, file, pods);
                    }
                }
            } else {
                add(entry.getFileName().toString(), entry, entry, pods);
            }
        }
        if (pods.size() == before) {
            throw new UsageException(folder + ": there is no profile in this folder");
        }
    }

    /** Files of one pod lie in one folder; the same name from another place would silently become one replicate. */
    private static void add(String pod, Path place, Path file, Map<String, List<Path>> pods) {
        List<Path> files = pods.computeIfAbsent(pod, name -> new ArrayList<>());
        boolean elsewhere =
                !files.isEmpty() && !files.get(0).resolveSibling(".").equals(file.resolveSibling("."));
        boolean again = !files.isEmpty() && place.equals(file);
        if (elsewhere || again) {
            throw new UsageException(file + ": a replicate named '" + pod + "' was given already, as " + files.get(0)
                    + "; rename one of them");
        }
        files.add(file);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> !RequestCounts.isList(entry))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException(folder + ": cannot be listed: " + e);
        }
    }
}
