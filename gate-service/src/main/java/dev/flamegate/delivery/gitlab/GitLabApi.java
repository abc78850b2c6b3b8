package dev.flamegate.delivery.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's REST API, as far as verdicts need it. The token goes to the address of the settings and nowhere else: of the links and
 * redirects that GitLab gives, only the number of the page or of the project is taken. Nothing is repeated: when to try again is the
 * outbox's to say.
 */
final class GitLabApi {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int BODY_BYTES_MAX = 128 << 20;
    private static final int PER_PAGE = 100;
    private static final int PAGES_MAX = 500;
    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]page=(\\d{1,9})(?:&[^>]*)?>;\\s*rel=\"next\"");
    private static final Pattern MOVED = Pattern.compile("/api/v4/projects/(\\d{1,18})(?:[/?].*)?$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String address;
    private final Path tokenFile;

    private record Answer(JsonNode body, Optional<Integer> nextPage) {}

    GitLabApi(String address, Path tokenFile) {
        this.address = address;
        this.tokenFile = tokenFile;
    }

    /** Read each time, so that it can be changed. */
    String token() throws IOException {
        String token = Files.readString(tokenFile).strip();
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IOException(tokenFile + " holds no token of plain characters on one line");
        }
        return token;
    }

    /**
     * The number of a project, which stays when its path changes: a request that writes is refused under an old path (405).
     *
     * @param path of any depth
     */
    long project(String path) throws IOException {
        try {
            return get("/projects/" + encoded(path)).path("id").asLong();
        } catch (GitLabRefusal e) {
            Matcher moved = MOVED.matcher(e.header("Location").orElse(""));
            if (e.status() / 100 == 3 && moved.find()) {
                return Long.parseLong(moved.group(1));
            }
            throw e;
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) throws IOException {
        return exchange("GET", path, null).body;
    }

    /** Every item of a list. */
    List<JsonNode> list(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String asked = path + (path.contains("?") ? "&" : "?") + "per_page=" + PER_PAGE;
        Optional<Integer> page = Optional.of(1);
        for (int pages = 0; page.isPresent(); pages++) {
            if (pages == PAGES_MAX) {
                throw new IOException("GitLab lists more than " + PAGES_MAX + " pages of " + path);
            }
            Answer answer = exchange("GET", asked + "&page=" + page.get(), null);
            answer.body.forEach(items::add);
            page = answer.nextPage;
        }
        return items;
    }

    JsonNode post(String path, ObjectNode body) throws IOException {
        return exchange("POST", path, body).body;
    }

    void put(String path, ObjectNode body) throws IOException {
        exchange("PUT", path, body);
    }

    void delete(String path) throws IOException {
        exchange("DELETE", path, null);
    }

    private Answer exchange(String method, String path, @Nullable ObjectNode body) throws IOException {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER_MAX)
                .header("PRIVATE-TOKEN", token())
                .header("User-Agent", "flamegate")
                .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<InputStream> response = sent(request.build());
        byte[] said;
        try (InputStream in = response.body()) {
            said = in.readNBytes(BODY_BYTES_MAX + 1);
        }
        if (said.length > BODY_BYTES_MAX) {
            throw new IOException("GitLab's answer is larger than " + BODY_BYTES_MAX + " bytes");
        }
        if (response.statusCode() >= 300) {
            String shown = method + " " + path.replaceFirst("\\?.*", "");
            throw GitLabRefusal.of(shown, response.statusCode(), response.headers(), said);
        }
        Optional<Integer> next = response.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> Integer.parseInt(link.group(1)));
        return new Answer(JSON.readTree(said), next);
    }

    private HttpResponse<InputStream> sent(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
