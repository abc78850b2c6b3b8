package dev.flamegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.store.rocksdb.Verification;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a store or a backup whole and says what is damaged. */
@Command(
        name = "verify",
        description = "Read a store or a backup whole, and say what in it is damaged. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:everything holds",
            " 1:something is damaged",
            " 3:there is no store, it is of another format, or a service has it open",
            " 4:it cannot be read at all"
        },
        footer = {
            "",
            "Examples:",
            "  flamegate verify flamegate-data                               of a stopped service",
            "  flamegate verify flamegate-data/backups/20261121T101500Z      of a backup, at any time"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int DAMAGED = 1;

    private final Terminal terminal;

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "FOLDER", description = "of a store or a backup")
    private Path folder = Path.of("");

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json; text if not given")
    private Format format = Format.TEXT;

    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoreProgress progress = new StoreProgress(terminal);
        Verification.Result result;
        try {
            result = StoreFailures.said(() -> Verification.of(folder, progress));
        } finally {
            progress.end();
        }
        terminal.out().print(format == Format.TEXT ? text(result) : json(result));
        return result.isWhole() ? ExitCode.PASS : DAMAGED;
    }

    private static String text(Verification.Result result) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, "%-12s %12s %12s\n", "family", "rows", "size"));
        result.families()
                .forEach((name, size) -> out.append(String.format(
                        Locale.ROOT, "%-12s %12d %12s\n", name, size.rows(), Amount.of(size.bytes(), "bytes"))));
        out.append(result.tables())
                .append(" table files, ")
                .append(Amount.of(result.tableBytes(), "bytes"))
                .append(" on the disk\n");
        result.remarks().forEach(remark -> out.append("remark: ").append(remark).append('\n'));
        result.findings().forEach(found -> out.append("damaged: ").append(found).append('\n'));
        int count = result.findings().size();
        return out.append(count == 0 ? "everything holds" : count + " places are damaged")
                .append('\n')
                .toString();
    }

    private static String json(Verification.Result result) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("folder", result.folder().toString());
        root.put("whole", result.isWhole());
        ObjectNode families = root.putObject("families");
        result.families()
                .forEach((name, size) ->
                        families.putObject(name).put("rows", size.rows()).put("bytes", size.bytes()));
        root.putObject("tables").put("files", result.tables()).put("bytes", result.tableBytes());
        ArrayNode remarks = root.putArray("remarks");
        result.remarks().forEach(remarks::add);
        ArrayNode findings = root.putArray("findings");
        result.findings()
                .forEach(found ->
                        findings.addObject().put("place", found.place()).put("what", found.what()));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of names and numbers did not become JSON", e);
        }
    }
}
