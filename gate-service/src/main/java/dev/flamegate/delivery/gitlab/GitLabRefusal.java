package dev.flamegate.delivery.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** An answer of GitLab's with a status of 300 or more. */
final class GitLabRefusal extends IOException {
    private static final long serialVersionUID = 1;
    private static final int MESSAGE_CHARS_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final transient HttpHeaders headers;
    private final String said;

    private GitLabRefusal(String request, int status, HttpHeaders headers, String said) {
        super("GitLab answered " + status + " to " + request + (said.isEmpty() ? "" : ": " + said));
        this.status = status;
        this.headers = headers;
        this.said = said;
    }

    static GitLabRefusal of(String request, int status, HttpHeaders headers, byte[] body) {
        return new GitLabRefusal(request, status, headers, said(body));
    }

    /**
     * GitLab says {@code message}, a text, or lists of texts by field; or {@code error} and {@code error_description}, as OAuth does. Of
     * an answer that is no JSON nothing is said: it may be a proxy's page.
     */
    private static String said(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            JsonNode message = answer.path("message");
            String text = message.isTextual()
                    ? message.asText()
                    : message.isMissingNode()
                            ? answer.path("error").asText("") + " "
                                    + answer.path("error_description").asText("")
                            : message.toString();
            text = text.strip();
            return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX);
        } catch (IOException e) {
            return "no JSON";
        }
    }

    int status() {
        return status;
    }

    /** @param words in small letters */
    boolean says(String words) {
        return said.toLowerCase(Locale.ROOT).contains(words);
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** When to ask again, if GitLab says so: {@code Retry-After} in seconds, else {@code RateLimit-Reset} in seconds since 1970. */
    Optional<Instant> until(Instant now) {
        return seconds("Retry-After")
                .map(now::plusSeconds)
                .or(() -> seconds("RateLimit-Reset").map(Instant::ofEpochSecond));
    }

    private Optional<Long> seconds(String header) {
        return header(header).filter(text -> text.matches("\\d{1,12}")).map(Long::parseLong);
    }
}
