package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.reports.GateReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Shows a follow until it is over: one line written over on a terminal, else a line when there is something new to say. Who stops
 * watching stops nothing: the follow belongs to the service, and the last line says how to go on.
 */
final class LiveFollow {
    /** Waiting is done in pieces, so that a proxy with a time-out of its own does not cut it. */
    private static final Duration PIECE = Duration.ofSeconds(25);

    private static final int COLUMNS_MAX = 118;

    private final ServiceClient client;
    private final Terminal terminal;
    private String shown = "";
    private String milestone = "";

    LiveFollow(ServiceClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /**
     * @param begun the service's answer to the question
     * @throws GateErrorException if it ended without a verdict
     * @throws FailureException if the service could not be reached any more
     */
    GateReport watch(JsonNode begun) {
        String id = begun.path("id").asText();
        Thread farewell = new Thread(() -> terminal.err().println(newline() + goOn(id)), "farewell");
        terminal.err().println("following as gate " + id + ", " + client.address("/gates/" + id));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return Question.report(watched(begun));
        } catch (GateErrorException e) {
            throw e;
        } catch (FailureException e) {
            throw new FailureException(newline() + e.getMessage() + "; " + goOn(id), e);
        } finally {
            leave(farewell);
        }
    }

    private static void leave(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException shuttingDown) {
            farewell.interrupt(); // it has said its line, or is about to
        }
    }

    private JsonNode watched(JsonNode begun) {
        JsonNode answer = begun;
        while (answer.path("state").asText().equals("running")) {
            show(answer.path("follow"));
            Map<String, List<String>> query = Map.of(
                    "wait", List.of(PIECE.toSeconds() + "s"),
                    "after", List.of(answer.at("/follow/event").asText("0")));
            answer = client.get(answer.at("/links/self").asText(), query, PIECE.multipliedBy(2));
        }
        show(answer.path("follow"));
        terminal.err().print(newline());
        return answer;
    }

    private void show(JsonNode follow) {
        String line = FollowLine.of(follow);
        if (terminal.errIsTerminal()) {
            String cut = line.length() <= COLUMNS_MAX ? line : line.substring(0, COLUMNS_MAX - 3) + "...";
            terminal.err().print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
            terminal.err().flush();
            shown = cut;
        } else if (!milestone.equals(FollowLine.milestone(follow))) {
            milestone = FollowLine.milestone(follow);
            terminal.err().println(line);
        }
    }

    private String newline() {
        String end = shown.isEmpty() ? "" : System.lineSeparator();
        shown = "";
        return end;
    }

    private static String goOn(String id) {
        return "the service goes on with gate " + id + ": 'flamegate follow " + id
                + "' shows it again, with --cancel it ends";
    }
}
