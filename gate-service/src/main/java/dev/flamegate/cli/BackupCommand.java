package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.store.rocksdb.RocksStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies the store of a running service, or the folder of a stopped one. */
@Command(
        name = "backup",
        description = "Copy the store, of a running service or of a stopped one.",
        footer = {
            "",
            "Examples:",
            "  flamegate backup                          of the running service, into its store.backup_folder",
            "  flamegate backup --name before-1.4.2",
            "  flamegate backup --store flamegate-data --to /mnt/backups/monday     of a stopped service",
            "",
            "Tables on the same disk are linked, not copied: quick and small, but for a broken disk copy the folder",
            "elsewhere. 'flamegate verify FOLDER' reads a backup whole, 'flamegate restore' makes a store of it."
        })
public final class BackupCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final Terminal terminal;

    @Option(names = "--name", paramLabel = "NAME", description = "name of the backup; the time if not given")
    private @Nullable String name;

    @Option(names = "--store", paramLabel = "FOLDER", description = "store of a service that does not run")
    private @Nullable Path store;

    @Option(names = "--to", paramLabel = "FOLDER", description = "with --store: where the backup goes, a new folder")
    private @Nullable Path to;

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (store == null && to == null) {
            return online();
        }
        if (store == null || to == null || name != null) {
            throw new UsageException("--store and --to belong together, and --name is for a running service: a service"
                    + " that runs makes its backups in its own store.backup_folder");
        }
        return offline(store, to);
    }

    private int online() {
        Map<String, List<String>> query = name == null ? Map.of() : Map.of("name", List.of(name));
        JsonNode made = connection
                .client()
                .post("/api/v1/admin/backups", query, new byte[0], "application/octet-stream", TIMEOUT);
        terminal.out()
                .println("backup " + made.path("name").asText() + ": "
                        + made.path("files").asInt() + " files, "
                        + Amount.of(made.path("bytes").asLong(), "bytes") + ", in "
                        + made.path("folder").asText());
        return ExitCode.PASS;
    }

    private int offline(Path from, Path target) {
        if (!Files.exists(from.resolve("FORMAT"))) {
            throw new UsageException("there is no store in " + from);
        }
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute) || absolute.getParent() == null || !Files.isDirectory(absolute.getParent())) {
            throw new UsageException(target + " must not exist yet, and the folder it is to be in must");
        }
        StoreFailures.said(() -> {
            try (RocksStore opened = RocksStore.open(from)) {
                opened.backUp(absolute);
                return true;
            }
        });
        terminal.out().println("backup of " + from + " in " + absolute);
        return ExitCode.PASS;
    }
}
