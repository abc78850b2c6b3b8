package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.cli.ServiceLauncher.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a verdict again from its evidence, and compares the two reports byte by byte. */
@Command(
        name = "replay",
        description =
                "Make a gate's report again from what was frozen with it, and compare it with the one that is kept.",
        footer = {
            "",
            "Exit code 0: identical to the byte; 1: different, and the first difference is printed.",
            "",
            "Examples:",
            "  flamegate replay 1m7yw1krsxx2k7rnte",
            "  flamegate replay 1m7yw1krsxx2k7rnte --store ./flamegate-data"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final ServiceLauncher launcher;

    @Parameters(paramLabel = "ID", description = "the gate")
    private String id = "";

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "folder of a store that no service has open, instead of a service")
    private @Nullable Path store;

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public ReplayCommand(Terminal terminal, ServiceLauncher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        if (!id.matches("[0-9A-Za-z-]{1,64}")) {
            throw new UsageException("'" + id + "' is no id of a gate: letters, digits and hyphens");
        }
        if (store == null) {
            return replay(connection.client());
        }
        if (!java.nio.file.Files.isDirectory(store)) {
            throw new UsageException("--store " + store + " is not a folder");
        }
        try (Running service = launcher.start(new ServiceLauncher.Options(null, 0, store, true, true))) {
            return replay(ServiceClient.of(service.address().toString()));
        }
    }

    private int replay(ServiceClient client) {
        JsonNode answer =
                client.post("/api/v1/gates/" + id + "/replay", Map.of(), new byte[0], "application/json", WAIT_MAX);
        if (answer.path("identical").asBoolean()) {
            terminal.out()
                    .println("identical: " + answer.path("report_bytes").asLong() + " bytes of the report of gate "
                            + id);
            return ExitCode.PASS;
        }
        terminal.out()
                .println("different: gate " + id + ", first difference at "
                        + answer.path("difference").asText());
        return ExitCode.REGRESSION;
    }
}
