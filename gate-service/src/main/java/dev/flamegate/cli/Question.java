package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.DurationText;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A question to the gate, asked and waited for. */
final class Question {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Waiting is done in pieces, so that a proxy with a time-out of its own does not cut it. */
    private static final Duration PIECE = Duration.ofSeconds(25);

    private final ObjectNode body = JSON.createObjectNode();
    private boolean leftToCaller;

    Question(
            String service,
            String baseline,
            String candidate,
            List<String> types,
            @Nullable String window,
            @Nullable Look look) {
        body.put("service", service).put("baseline", baseline).put("candidate", candidate);
        if (types.size() == 1) {
            body.put("type", types.get(0));
        } else {
            types.forEach(body.putArray("types")::add);
        }
        if (window != null) {
            body.put("window", window);
        }
        if (look != null) {
            body.put("look", look.number() + "/" + look.planned());
        }
    }

    /** Sends a policy along. */
    void by(PolicyFile policy, @Nullable String commit) {
        body.put("policy", policy.text()).put("policy_name", policy.name());
        if (commit != null) {
            body.put("commit", commit);
        }
    }

    /** Has the service post the verdict. */
    void postedTo(PostingOptions.Place place) {
        place.into(body);
    }

    /** Whether the service said that it does not post where it was asked to. */
    boolean isLeftToCaller() {
        return leftToCaller;
    }

    /**
     * @throws GateErrorException if the gate could not run
     * @throws FailureException if the service could not be reached, or did not answer within {@code waitMax}
     */
    GateReport ask(ServiceClient client, Duration waitMax) {
        long deadline = System.nanoTime() + waitMax.toNanos();
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Duration piece = piece(deadline);
        JsonNode answer = client.post("/api/v1/gates", wait(piece), bytes, "application/json", piece.plus(PIECE));
        leftToCaller = answer.at("/reporting/posted_by").asText().equals("caller");
        while (answer.path("state").asText().equals("running")) {
            piece = piece(deadline);
            if (piece.isZero()) {
                throw new FailureException("gate " + answer.path("id").asText() + " did not answer within "
                        + DurationText.write(waitMax) + "; its page is "
                        + client.address(answer.at("/links/page").asText()));
            }
            answer = client.get(answer.at("/links/self").asText(), wait(piece), piece.plus(PIECE));
        }
        return report(answer);
    }

    /**
     * Asks for a follow, without waiting for its end.
     *
     * @param how the question's field {@code follow}
     */
    JsonNode begin(ServiceClient client, ObjectNode how) {
        body.set("follow", how);
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        JsonNode answer = client.post("/api/v1/gates", Map.of(), bytes, "application/json", PIECE);
        leftToCaller = answer.at("/reporting/posted_by").asText().equals("caller");
        return answer;
    }

    static String page(GateReport report) {
        return "/gates/" + report.id();
    }

    static GateReport report(JsonNode answer) {
        if (answer.path("state").asText().equals("cancelled")) {
            throw new GateErrorException(
                    "gate " + answer.path("id").asText() + " has no verdict: "
                            + answer.path("message").asText(),
                    Conclusion.FAILURE);
        }
        if (!answer.path("state").asText().equals("done")) {
            throw new GateErrorException(
                    "gate " + answer.path("id").asText() + " could not run: "
                            + answer.path("message").asText(),
                    Conclusion.valueOf(answer.path("conclusion").asText(Conclusion.FAILURE.name())));
        }
        try {
            return ReportJson.read(answer.path("report").toString().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new FailureException("the service's answer is not a report this program reads: " + e.getMessage(), e);
        }
    }

    private static Duration piece(long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return left.compareTo(PIECE) < 0 ? Duration.ofMillis(left.toMillis()) : PIECE;
    }

    private static Map<String, List<String>> wait(Duration piece) {
        return Map.of("wait", List.of(DurationText.write(piece)));
    }
}
