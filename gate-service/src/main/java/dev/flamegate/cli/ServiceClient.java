package dev.flamegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks to the service. A busy or restarting service is asked again some times; a refusal is not repeated. */
final class ServiceClient {

    /** Between one try and the next; a test need not wait. */
    interface Pause {
        void sleep(Duration length) throws InterruptedException;
    }

    private static final int TRIES_MAX = 6;
    private static final Duration PAUSE_MIN = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Pause pause;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ServiceClient(URI base, Pause pause) {
        this.base = base;
        this.pause = pause;
    }

    /**
     * @throws UsageException if the text is not an http address
     */
    static ServiceClient of(String url) {
        URI base;
        try {
            base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--url '" + url + "' is not an address");
        }
        if (!List.of("http", "https").contains(String.valueOf(base.getScheme())) || base.getHost() == null) {
            throw new UsageException("--url '" + url + "' is not an address such as http://127.0.0.1:4040");
        }
        return new ServiceClient(base, length -> Thread.sleep(length.toMillis()));
    }

    String address(String path) {
        return base + path;
    }

    JsonNode get(String path, Map<String, List<String>> query, Duration timeout) {
        return send(path, query, "GET", BodyPublishers.noBody(), "application/json", timeout);
    }

    /** A body as it is, and what the service says that it cut off. */
    record Download(byte[] body, Optional<String> truncated) {}

    Download download(String path, Map<String, List<String>> query, Duration timeout) {
        HttpRequest request = request(path, query, "GET", BodyPublishers.noBody(), "application/json", timeout);
        HttpResponse<byte[]> response = answered(request);
        if (response.statusCode() / 100 != 2) {
            checked(request, response);
        }
        return new Download(response.body(), response.headers().firstValue("Flamegate-Truncated"));
    }

    JsonNode post(String path, Map<String, List<String>> query, byte[] body, String type, Duration timeout) {
        return send(path, query, "POST", BodyPublishers.ofByteArray(body), type, timeout);
    }

    JsonNode put(String path, Map<String, List<String>> query, Duration timeout) {
        return send(path, query, "PUT", BodyPublishers.noBody(), "application/json", timeout);
    }

    /** Answers nothing. */
    void delete(String path, Map<String, List<String>> query, Duration timeout) {
        send(path, query, "DELETE", BodyPublishers.noBody(), "application/json", timeout);
    }

    private JsonNode send(
            String path,
            Map<String, List<String>> query,
            String method,
            BodyPublisher body,
            String type,
            Duration timeout) {
        HttpRequest request = request(path, query, method, body, type, timeout);
        return checked(request, answered(request));
    }

    private HttpRequest request(
            String path,
            Map<String, List<String>> query,
            String method,
            BodyPublisher body,
            String type,
            Duration timeout) {
        return HttpRequest.newBuilder(URI.create(base + path + text(query)))
                .method(method, body)
                .header("Content-Type", type)
                .header("Accept", "application/json")
                .timeout(timeout)
                .build();
    }

    private HttpResponse<byte[]> answered(HttpRequest request) {
        try {
            return tried(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for " + base, e);
        }
    }

    private HttpResponse<byte[]> tried(HttpRequest request) throws InterruptedException {
        Duration next = PAUSE_MIN;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == TRIES_MAX;
            Duration wait = next;
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                boolean again = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!again || last) {
                    return response;
                }
                wait = longer(next, retryAfter(response));
            } catch (IOException e) {
                if (last) {
                    throw new FailureException(
                            "no answer from " + base + " after " + TRIES_MAX + " tries: " + cause(e)
                                    + ". Does the service run there? 'flamegate serve' starts one",
                            e);
                }
            }
            pause.sleep(wait);
            next = shorter(next.multipliedBy(2), PAUSE_MAX);
        }
    }

    private JsonNode checked(HttpRequest request, HttpResponse<byte[]> response) {
        JsonNode answer = json(response);
        if (response.statusCode() / 100 == 2) {
            return answer;
        }
        String message = request.method() + " " + request.uri().getPath() + ": status " + response.statusCode() + ": "
                + answer.path("message").asText("no reason given")
                + (answer.has("hint") ? " (" + answer.path("hint").asText() + ")" : "");
        if (response.statusCode() / 100 == 4 && response.statusCode() != 429) {
            throw new UsageException(message);
        }
        throw new FailureException(message);
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new FailureException(base + " answers " + response.statusCode()
                    + " without JSON: it is not a Flamegate service, or something stands between");
        } catch (IOException e) {
            throw new IllegalStateException("JSON of bytes in memory", e);
        }
    }

    private static Duration retryAfter(HttpResponse<byte[]> response) {
        String text = response.headers().firstValue("Retry-After").orElse("0");
        return text.matches("\\d{1,6}") ? shorter(Duration.ofSeconds(Long.parseLong(text)), PAUSE_MAX) : Duration.ZERO;
    }

    private static String cause(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static String text(Map<String, List<String>> query) {
        String text = query.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(value -> e.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? "" : "?" + text;
    }
}
