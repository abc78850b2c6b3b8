package dev.flamegate.delivery.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Requests to GitHub over the JDK's client. It signs them itself, follows the redirects of renamed repositories with the same method and
 * body but never to another host, asks again with a new token when one is refused, and repeats nothing else: when to try again is the
 * outbox's to say. What GitHub says has not changed is taken from memory, which costs nothing of the rate limit.
 */
final class Sender implements GitHubConnector {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int BODY_BYTES_MAX = 16 << 20;
    private static final int REDIRECTS_MAX = 3;
    private static final int REMEMBERED_MAX = 200;
    private static final Set<String> OWN_HEADERS =
            Set.of("authorization", "accept-encoding", "content-length", "host", "connection");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Credentials credentials;
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    private record Remembered(String tag, Answer answer) {}

    private record Asked(String method, Map<String, List<String>> headers, byte @Nullable [] body) {}

    private record Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {}

    Sender(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        InputStream stream = request.body();
        byte[] body = stream == null ? null : stream.readAllBytes();
        Asked asked = new Asked(request.method(), request.allHeaders(), body);
        return new Response(request, answered(asked, URI.create(request.url().toString())));
    }

    /**
     * A request that the library does not know.
     *
     * @param json body
     */
    void post(URI address, byte[] json) throws IOException {
        Map<String, List<String>> headers = Map.of(
                "Accept", List.of("application/vnd.github+json"),
                "Content-Type", List.of("application/json"),
                "X-GitHub-Api-Version", List.of("2022-11-28"));
        answered(new Asked("POST", headers, json), address);
    }

    private Answer answered(Asked asked, URI first) throws IOException {
        URI address = first;
        Answer answer = exchange(asked, address);
        if (answer.status == 401) {
            credentials.renew();
            answer = exchange(asked, address);
        }
        for (int hops = 0; isRedirect(answer) && hops < REDIRECTS_MAX; hops++) {
            address = redirected(address, answer);
            answer = exchange(asked, address);
        }
        if (answer.status >= 300) {
            throw GitHubRefusal.of(asked.method + " " + address.getPath(), answer.status, answer.headers, answer.body);
        }
        return answer;
    }

    private Answer exchange(Asked asked, URI address) throws IOException {
        boolean reads = asked.method.equals("GET");
        byte[] body = asked.body;
        Remembered known = reads ? recall(address) : null;
        HttpRequest.Builder sent = HttpRequest.newBuilder(address)
                .timeout(ANSWER_MAX)
                .method(asked.method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        asked.headers.forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        sent.header("Authorization", credentials.header());
        sent.header("User-Agent", "flamegate");
        if (known != null) {
            sent.header("If-None-Match", known.tag);
        }
        Answer answer = whole(sent.build());
        if (answer.status == 304 && known != null) {
            return known.answer;
        }
        if (reads && answer.status == 200) {
            answer.headers.firstValue("ETag").ifPresent(tag -> remember(address, new Remembered(tag, answer)));
        }
        return answer;
    }

    private Answer whole(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
                if (body.length > BODY_BYTES_MAX) {
                    throw new IOException("the answer is larger than " + BODY_BYTES_MAX + " bytes");
                }
                return new Answer(response.statusCode(), response.headers(), body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            throw new NoAnswerException(request.method() + " " + request.uri().getPath() + ": " + e, e);
        }
    }

    /** Not one of the exceptions after which the library would sleep and repeat the request by itself. */
    static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswerException(String message, IOException cause) {
            super(message, cause);
        }
    }

    private static boolean isRedirect(Answer answer) {
        return switch (answer.status) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI redirected(URI from, Answer answer) throws IOException {
        String location = answer.headers.firstValue("Location").orElse("");
        URI to = from.resolve(location.replaceAll("[\\s\"<>\\\\^`{|}]", ""));
        boolean sameHost = from.getScheme().equals(to.getScheme())
                && from.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
                && from.getPort() == to.getPort();
        if (location.isEmpty() || !sameHost) {
            throw new IOException("GitHub redirected " + from.getPath() + " to another host, which is not followed");
        }
        return to;
    }

    private synchronized @Nullable Remembered recall(URI address) {
        return remembered.get(address.toString());
    }

    private synchronized void remember(URI address, Remembered answer) {
        remembered.put(address.toString(), answer);
    }

    private static final class Response extends GitHubConnectorResponse.ByteArrayResponse {
        private final byte[] body;

        Response(GitHubConnectorRequest request, Answer answer) {
            super(request, answer.status, answer.headers.map());
            this.body = answer.body;
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
