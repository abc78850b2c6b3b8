package dev.flamegate.cli;

import dev.flamegate.store.rocksdb.Restoration;
import dev.flamegate.store.rocksdb.Verification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a store of a backup. */
@Command(
        name = "restore",
        description = "Make a store of a backup, after reading it whole.",
        footer = {
            "",
            "Example:",
            "  flamegate restore flamegate-data/backups/20261121T101500Z --to restored",
            "",
            "Then start the service on it: store.folder, or FLAMEGATE_STORE_FOLDER=restored flamegate serve."
        })
public final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "BACKUP", description = "folder of the backup; it is not changed")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "a new folder, or an empty one")
    private Path to = Path.of("");

    public RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoreProgress progress = new StoreProgress(terminal);
        Verification.Result result;
        try {
            result = StoreFailures.said(() -> Restoration.restore(from, to, progress));
        } finally {
            progress.end();
        }
        long profiles = result.families()
                .getOrDefault("profiles", new Verification.FamilySize(0, 0))
                .rows();
        terminal.out().println("restored " + profiles + " profiles of " + from + " into " + to);
        return ExitCode.PASS;
    }
}
