package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.delivery.github.Webhooks.Accept;
import dev.flamegate.delivery.github.Webhooks.Closed;
import dev.flamegate.delivery.github.Webhooks.Event;
import dev.flamegate.delivery.github.Webhooks.Nothing;
import dev.flamegate.delivery.github.Webhooks.Protect;
import dev.flamegate.delivery.github.Webhooks.RefusedException;
import dev.flamegate.delivery.github.Webhooks.RunAgain;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What GitHub says in a webhook. What it asks for is not yet known to be allowed. */
record WebhookBody(JsonNode payload) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "[\\w.-]{1,100}";
    private static final Pattern RUN = Pattern.compile("/actions/runs/([1-9]\\d{0,17})/deployment_protection_rule");
    private static final int REF_CHARS_MAX = 1000;

    static WebhookBody parse(byte[] body) throws RefusedException {
        try {
            return new WebhookBody(JSON.readTree(body));
        } catch (IOException e) {
            throw new RefusedException(400, "the body is no JSON");
        }
    }

    /** {@code owner/name}; anything else is no repository. */
    String repository() throws RefusedException {
        String repository = payload.at("/repository/full_name").asText();
        if (!repository.matches(NAME + "/" + NAME)) {
            throw new RefusedException(404, "the service knows nothing of this repository");
        }
        return repository;
    }

    long installation() {
        return payload.at("/installation/id").asLong();
    }

    /**
     * @param event of the header {@code X-GitHub-Event}
     * @param apiUrl of the settings: whatever else a payload names as GitHub's address is not
     */
    Event meaning(String event, String apiUrl) throws RefusedException {
        String action = payload.path("action").asText();
        return switch (event) {
            case "check_run" -> button(action);
            case "deployment_protection_rule" ->
                action.equals("requested") ? protection(apiUrl) : new Nothing(meansNothing(action));
            case "pull_request" -> action.equals("closed") ? closed() : new Nothing(meansNothing(action));
            default -> new Nothing("this event means nothing here");
        };
    }

    private static String meansNothing(String action) {
        return "action '" + (action.length() <= 50 ? action : action.substring(0, 50)) + "' means nothing here";
    }

    private Event button(String action) {
        String gate = payload.at("/check_run/external_id").asText().replaceFirst("-check$", "");
        String pressed = payload.at("/requested_action/identifier").asText();
        if (!gate.matches("[0-9A-Za-z-]{1,100}")) {
            return new Nothing("a check that is not ours");
        }
        if (action.equals("rerequested") || action.equals("requested_action") && pressed.equals("rerun")) {
            return new RunAgain(gate);
        }
        if (action.equals("requested_action") && pressed.equals("accept")) {
            String actor = payload.at("/sender/login").asText();
            return actor.matches("[\\w.\\[\\]-]{1,100}")
                    ? new Accept(gate, actor, payload.at("/check_run/head_sha").asText())
                    : new Nothing("nobody pressed the button");
        }
        return new Nothing(meansNothing(action));
    }

    private Event closed() throws RefusedException {
        int number = payload.at("/pull_request/number").asInt();
        if (number <= 0) {
            throw new RefusedException(400, "the pull request has no number");
        }
        return new Closed(repository(), number);
    }

    private Event protection(String apiUrl) throws RefusedException {
        String repository = repository();
        String environment = payload.path("environment").asText();
        String sha = payload.path("sha").asText(payload.at("/deployment/sha").asText());
        String ref = payload.path("ref").asText();
        if (!sha.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new RefusedException(400, "the deployment has no sha");
        }
        if (environment.isBlank() || environment.length() > 255 || ref.length() > REF_CHARS_MAX) {
            throw new RefusedException(400, "the deployment has no environment, or a ref that is too long");
        }
        return new Protect(repository, environment, run(apiUrl, repository), sha, ref);
    }

    /** The address itself is not used; one that is not GitHub's own for this repository is somebody else's. */
    private long run(String apiUrl, String repository) throws RefusedException {
        String callback = payload.path("deployment_callback_url").asText();
        String begin = apiUrl + "/repos/" + repository;
        Matcher run = callback.regionMatches(true, 0, begin, 0, begin.length())
                ? RUN.matcher(callback.substring(begin.length()))
                : RUN.matcher("");
        if (!run.matches()) {
            throw new RefusedException(
                    400, "deployment_callback_url is not an address below github.api_url that belongs to a run here");
        }
        return Long.parseLong(run.group(1));
    }
}
