package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a follow that was begun before, and ends with its verdict's exit code; or ends it. */
@Command(
        name = "follow",
        description = "Watch a canary that 'check --follow' began to follow.",
        footer = {
            "",
            "Examples:",
            "  flamegate follow 06c9w4h2z8k3q1m7xp",
            "  flamegate follow 06c9w4h2z8k3q1m7xp --cancel"
        })
public final class FollowCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "id of the gate")
    private String id = "";

    @Option(names = "--cancel", description = "end it without a verdict")
    private boolean cancel;

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public FollowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ServiceClient client = connection.client();
        String path = "/api/v1/gates/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        if (cancel) {
            client.delete(path, Map.of(), TIMEOUT);
            terminal.err().println("gate " + id + " is over and has no verdict");
            return ExitCode.PASS;
        }
        JsonNode answer = client.get(path, Map.of(), TIMEOUT);
        try {
            GateReport report =
                    answer.has("follow") ? new LiveFollow(client, terminal).watch(answer) : Question.report(answer);
            return output.deliver(report, terminal, client.address(Question.page(report)));
        } catch (GateErrorException e) {
            if (e.conclusion() == Conclusion.FAILURE) {
                throw e;
            }
            terminal.err().println("flamegate: " + e.getMessage());
            return ExitCode.PASS;
        }
    }
}
