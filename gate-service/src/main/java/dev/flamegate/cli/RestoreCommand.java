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
        description = "Make a store of a backup, after reading it whole, or of what can be read of a damaged store.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the new store is whole",
            " 1:--salvage: the new store is there, and still has the damaged places that are named",
            " 3:there is nothing to restore, a service has it open, or the folder is not empty",
            " 4:it is damaged, or cannot be read or written"
        },
        footer = {
            "",
            "Examples:",
            "  flamegate restore flamegate-data/backups/20261121T101500Z --to restored",
            "  flamegate restore flamegate-data --to salvaged --salvage       without a backup, when the store does not open",
            "",
            "Then start the service on it: store.folder, or FLAMEGATE_STORE_FOLDER=restored flamegate serve."
        })
public final class RestoreCommand implements Callable<Integer> {
    private static final int DAMAGED = 1;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "BACKUP",
            description = "folder of the backup, or of a stopped service's store; it is not changed")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "a new folder, or an empty one")
    private Path to = Path.of("");

    @Option(
            names = "--salvage",
            description = "take what can be read of a damaged store; what follows the damage in its log is given up")
    private boolean salvage;

    public RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoreProgress progress = new StoreProgress(terminal);
        Verification.Result result;
        try {
            result = StoreFailures.said(
                    () -> salvage ? Restoration.salvage(from, to, progress) : Restoration.restore(from, to, progress));
        } finally {
            progress.end();
        }
        long profiles = result.families()
                .getOrDefault("profiles", new Verification.FamilySize(0, 0))
                .rows();
        terminal.out().println("restored " + profiles + " profiles of " + from + " into " + to);
        result.findings().forEach(found -> terminal.err().println("damaged: " + found));
        return result.isWhole() ? ExitCode.PASS : DAMAGED;
    }
}
