package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** An answer of GitHub's with a status of 400 or more, or none at all. */
final class GitHubRefusal extends IOException {
    private static final long serialVersionUID = 1;
    private static final int MESSAGE_CHARS_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final transient HttpHeaders headers;
    private final String said;

    private GitHubRefusal(String request, int status, HttpHeaders headers, String said) {
        super("GitHub answered " + status + " to " + request + (said.isEmpty() ? "" : ": " + said));
        this.status = status;
        this.headers = headers;
        this.said = said;
    }

    static GitHubRefusal of(String request, int status, HttpHeaders headers, byte[] body) {
        return new GitHubRefusal(request, status, headers, said(body));
    }

    /** The message, and what its errors say; nothing of an answer that is no JSON, which may be a proxy's page. */
    private static String said(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            StringBuilder text = new StringBuilder(answer.path("message").asText(""));
            answer.path("errors")
                    .forEach(error -> text.append("; ")
                            .append(
                                    error.isTextual()
                                            ? error.asText()
                                            : error.path("message").asText(error.toString())));
            return text.length() <= MESSAGE_CHARS_MAX ? text.toString() : text.substring(0, MESSAGE_CHARS_MAX);
        } catch (IOException e) {
            return "no JSON";
        }
    }

    int status() {
        return status;
    }

    boolean says(String words) {
        return said.toLowerCase(Locale.ROOT).contains(words);
    }

    /** Whether it is about how often was asked, not about what. */
    boolean isLimit() {
        return status == 429
                || status == 403 && (headers.firstValue("Retry-After").isPresent() || isUsedUp() || says("rate limit"));
    }

    private boolean isUsedUp() {
        return headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
    }

    /** When to ask again, if GitHub says so: {@code Retry-After} in seconds or as a date, else the reset of a limit that is used up. */
    Optional<Instant> until(Instant now) {
        Optional<String> after = headers.firstValue("Retry-After");
        if (after.isPresent()) {
            return seconds(after.get()).map(now::plusSeconds).or(() -> date(after.get()));
        }
        return isUsedUp()
                ? headers.firstValue("X-RateLimit-Reset")
                        .flatMap(GitHubRefusal::seconds)
                        .map(Instant::ofEpochSecond)
                : Optional.empty();
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
