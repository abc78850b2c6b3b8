package dev.flamegate.scrape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One entry of {@code file_sd_configs}. JSON is YAML, so one reader does for both. Files are read again every interval, whether they
 * changed or not: watching misses changes on network drives and in mounted config maps.
 *
 * @param files absolute; the last part may have one {@code *}
 */
record FileDiscovery(List<Path> files, Duration refreshInterval) {
    static final Duration REFRESH_DEFAULT = Duration.ofSeconds(5);

    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final YAMLMapper YAML = new YAMLMapper();

    FileDiscovery {
        files = List.copyOf(files);
    }

    /**
     * @param folder that relative paths start from
     */
    static FileDiscovery read(ConfigNode node, Path folder) {
        List<Path> files = new ArrayList<>();
        for (String file : node.texts("files")) {
            if (!file.matches("[^*]*[^/*]*\\*?[^/*]*\\.(json|yml|yaml)")) {
                throw node.wrong(
                        "files", "'" + file + "' must end in .json, .yml or .yaml; one * may stand in its last part");
            }
            files.add(folder.resolve(file).toAbsolutePath().normalize());
        }
        if (files.isEmpty()) {
            throw node.wrong("files", "is missing");
        }
        Duration interval = node.duration("refresh_interval").orElse(REFRESH_DEFAULT);
        if (interval.toMillis() < 1000) {
            throw node.wrong("refresh_interval", "must be at least 1s");
        }
        node.end();
        return new FileDiscovery(files, interval);
    }

    /** The files that are there now. */
    List<Path> present(Path pattern) throws IOException {
        Path name = pattern.getFileName();
        Path parent = pattern.getParent();
        if (name == null || parent == null || name.toString().indexOf('*') < 0) {
            return List.of(pattern);
        }
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, name.toString())) {
            TreeSet<Path> sorted = new TreeSet<>();
            found.forEach(sorted::add);
            return List.copyOf(sorted);
        }
    }

    /**
     * @throws IllegalArgumentException naming the file and the place, if it does not hold
     */
    static List<TargetGroup> groups(Path file) {
        JsonNode root;
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IllegalArgumentException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
            }
            root = YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + ", line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e);
        }
        List<TargetGroup> groups = new ArrayList<>();
        if (root == null || root.isMissingNode() || root.isNull()) {
            return groups;
        }
        if (!root.isArray()) {
            throw new IllegalArgumentException(file + ": expected a list of objects with 'targets' and 'labels'");
        }
        for (JsonNode item : root) {
            TargetGroup group = TargetGroup.read(new ConfigNode(item, file + "[" + groups.size() + "]"));
            groups.add(group.with("__meta_filepath", file.toString()));
        }
        return groups;
    }
}
