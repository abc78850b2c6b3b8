package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what another policy would have said to the last gates. */
@Command(
        name = "retro",
        description = "Judge the last gates again by another policy, before it is switched on.",
        footer = {"", "Examples:", "  flamegate retro --policy new.yml --service shop --last 30"})
public final class RetroCommand implements Callable<Integer> {
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private final Terminal terminal;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "the policy to try")
    private Path policy = Path.of("");

    @Option(names = "--service", paramLabel = "NAME", description = "only gates of this service")
    private @Nullable String service;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "30",
            description = "how many gates; ${DEFAULT-VALUE} if not given")
    private int last;

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public RetroCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("policy", PolicyOption.read(policy).text()).put("last", last);
        if (service != null) {
            body.put("service", service);
        }
        JsonNode gates = connection
                .client()
                .post(
                        "/api/v1/retro",
                        Map.of(),
                        body.toString().getBytes(StandardCharsets.UTF_8),
                        "application/json",
                        WAIT_MAX)
                .path("gates");
        int changed = 0;
        for (JsonNode gate : gates) {
            changed += print(gate) ? 1 : 0;
        }
        terminal.out().println(gates.size() + " gates, " + changed + " with another answer");
        return ExitCode.PASS;
    }

    /** Whether the answer would have been another one. */
    private boolean print(JsonNode gate) {
        String before = said(gate, "verdict", "conclusion");
        boolean skipped = !gate.path("skipped").isNull();
        String after = skipped ? "-" : said(gate, "new_verdict", "new_conclusion");
        List<String> names = new ArrayList<>();
        gate.path("findings_gone").forEach(name -> names.add("-" + name.asText()));
        gate.path("findings_new").forEach(name -> names.add("+" + name.asText()));
        boolean other = !skipped && (!before.equals(after) || !names.isEmpty());
        terminal.out()
                .println(String.format(
                                Locale.ROOT,
                                "%s  %s  %s %s -> %s  %-22s -> %-22s %s",
                                gate.path("id").asText(),
                                gate.path("created_at").asText(),
                                gate.path("service").asText(),
                                gate.path("baseline").asText(),
                                gate.path("candidate").asText(),
                                before,
                                after,
                                skipped ? gate.path("skipped").asText() : String.join(" ", names))
                        .stripTrailing());
        return other;
    }

    private static String said(JsonNode gate, String verdict, String conclusion) {
        return gate.path(verdict).asText() + " "
                + gate.path(conclusion).asText().toLowerCase(Locale.ROOT);
    }
}
