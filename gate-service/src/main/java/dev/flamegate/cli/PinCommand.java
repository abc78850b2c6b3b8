package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps versions, lets them go, or lists those that are kept. */
@Command(
        name = "pin",
        description = "Keep the profiles of a version whatever their age; without a version, list what is kept.",
        footer = {
            "",
            "Examples:",
            "  flamegate pin --service shop --version 1.4.1 --reason 'last release before the rewrite'",
            "  flamegate pin --service shop --version 1.4.1 --remove",
            "  flamegate pin"
        })
public final class PinCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/pins";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Option(names = "--service", paramLabel = "NAME", description = "service of the version")
    private @Nullable String service;

    @Option(names = "--version", paramLabel = "VERSION", description = "version to keep")
    private @Nullable String version;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "shown in the list")
    private String reason = "";

    @Option(names = "--remove", description = "let its profiles age again")
    private boolean remove;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    public PinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (service == null && version == null && !remove) {
            list();
        } else if (service == null || version == null) {
            throw new UsageException("--service and --version are both needed to name a version");
        } else if (remove) {
            options.client().delete(PATH, named(service, version), TIMEOUT);
            terminal.out().println("Profiles of " + service + " " + version + " age again.");
        } else {
            options.client().put(PATH, named(service, version), TIMEOUT);
            terminal.out().println("Profiles of " + service + " " + version + " are kept.");
        }
        return ExitCode.PASS;
    }

    private Map<String, List<String>> named(String service, String version) {
        return Map.of("service", List.of(service), "version", List.of(version), "reason", List.of(reason));
    }

    private void list() {
        JsonNode pins = options.client().get(PATH, Map.of(), TIMEOUT).path("pins");
        if (pins.isEmpty()) {
            terminal.out().println("No version is kept beyond its time.");
        }
        for (JsonNode pin : pins) {
            terminal.out()
                    .println(pin.path("service").asText() + " "
                            + pin.path("version").asText() + ", since "
                            + pin.path("since").asText()
                            + (pin.path("reason").asText().isEmpty()
                                    ? ""
                                    : ": " + pin.path("reason").asText()));
        }
    }
}
