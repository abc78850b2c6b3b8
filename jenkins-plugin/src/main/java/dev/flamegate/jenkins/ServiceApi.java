package dev.flamegate.jenkins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Speaks to a Flamegate service. A service that is busy, restarting or not there is asked again a few times, with a line in the log for
 * each; a refusal is not repeated. Interrupting the thread ends any wait.
 */
final class ServiceApi {
    private static final int TRIES_MAX = 4;
    private static final int BYTES_MAX = 64 << 20;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final URI base;
    private final String token;
    private final Duration firstPause;
    private final Consumer<String> log;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @param token sent as bearer token; empty for none. It never reaches the log
     * @param firstPause between the first try and the second; each further one is twice as long
     * @param log one line each
     */
    ServiceApi(URI base, String token, Duration firstPause, Consumer<String> log) {
        this.base = base;
        this.token = token;
        this.firstPause = firstPause;
        this.log = log;
    }

    /**
     * The address of a service.
     *
     * @throws IllegalArgumentException if it is none
     */
    static URI address(String text) {
        URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("not an address such as https://flamegate.example.org");
        }
        return uri;
    }

    String url(String path) {
        return base + path;
    }

    /** The object that the service answers. */
    Map<?, ?> get(String path, Duration timeout) throws IOException, InterruptedException {
        return object(send(request(path, timeout).GET().build()));
    }

    Map<?, ?> postJson(String path, String json, Duration timeout) throws IOException, InterruptedException {
        return object(send(request(path, timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build()));
    }

    Map<?, ?> postBytes(String path, byte[] body, Duration timeout) throws IOException, InterruptedException {
        return object(send(request(path, timeout)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body))
                .build()));
    }

    byte[] download(String path, Duration timeout) throws IOException, InterruptedException {
        return send(request(path, timeout).GET().build());
    }

    private HttpRequest.Builder request(String path, Duration timeout) throws ServiceException {
        if (!path.startsWith("/")) {
            throw new ServiceException(base + " names the address '" + path + "', which is not one of its own");
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            Duration wait = pause;
            try {
                HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
                byte[] body = body(response);
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return body;
                }
                trouble = "status " + status + reason(body);
                if (status != 429 && status < 500) {
                    throw new ServiceException(request.method() + " " + request.uri() + ": " + trouble);
                }
                wait = longer(pause, retryAfter(response));
            } catch (ServiceException e) {
                throw e;
            } catch (IOException e) {
                trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
            if (attempt == TRIES_MAX) {
                throw new ServiceException("no answer from " + base + " after " + TRIES_MAX + " tries: " + trouble);
            }
            log.accept(Printable.text("no answer from " + base + " (" + trouble + "); asking again in "
                    + wait.toMillis() / 1000.0 + " s"));
            Thread.sleep(wait.toMillis());
            pause = pause.multipliedBy(2);
        }
    }

    private byte[] body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(BYTES_MAX + 1);
            if (body.length > BYTES_MAX) {
                throw new ServiceException(base + " answers more than " + (BYTES_MAX >> 20) + " MiB");
            }
            return body;
        }
    }

    private static String reason(byte[] body) {
        try {
            Map<?, ?> problem = Json.object(new String(body, StandardCharsets.UTF_8));
            String hint = Json.text(problem, "hint", "");
            return ": " + Json.text(problem, "message", "no reason given") + (hint.isEmpty() ? "" : " (" + hint + ")");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Map<?, ?> object(byte[] body) throws ServiceException {
        try {
            return Json.object(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ServiceException(base + " answers something else than Flamegate does: " + e.getMessage());
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("0");
        Duration asked = text.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
        return asked.compareTo(PAUSE_MAX) < 0 ? asked : PAUSE_MAX;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
