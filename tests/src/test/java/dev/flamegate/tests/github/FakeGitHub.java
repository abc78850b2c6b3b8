package dev.flamegate.tests.github;

import static dev.flamegate.tests.github.FakeAnswer.created;
import static dev.flamegate.tests.github.FakeAnswer.invalid;
import static dev.flamegate.tests.github.FakeAnswer.nothing;
import static dev.flamegate.tests.github.FakeAnswer.ok;
import static dev.flamegate.tests.github.FakeAnswer.refused;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flamegate.tests.action.ActionRun;
import dev.flamegate.tests.github.FakeRepository.Comment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * GitHub's REST API on the loopback address, as far as verdicts need it, with the limits that GitHub's OpenAPI description and its
 * documentation state, and the shapes of its errors. Time is a test's.
 */
public final class FakeGitHub implements AutoCloseable {
    static final String APP_LOGIN = "flamegate-of-acme[bot]";
    static final String TOKEN = "ghp_" + "s3cr3tPersonalAccessToken0123456789";
    static final String TOKEN_LOGIN = "acme-robot";
    static final String JOB_LOGIN = "github-actions[bot]";
    static final long INSTALLATION = 77;
    private static final String INSTALLATION_TOKEN = "ghs_s3cr3tInstallationToken";
    private static final String REPO = "/repos/[^/]+/[^/]+";

    final FakeRepository repository = new FakeRepository("acme/shop");
    final AppKeys keys = new AppKeys();
    final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    final List<Instant> writes = new CopyOnWriteArrayList<>();
    volatile Function<FakeRequest, Optional<FakeAnswer>> trouble = request -> Optional.empty();
    volatile Predicate<FakeRequest> loseAnswerOf = request -> false;
    volatile Runnable afterListing = () -> {};
    volatile String oldName = "";
    volatile boolean installed = true;
    volatile int tokens;
    final Map<String, Instant> tokenEnds = new ConcurrentHashMap<>();
    private final FakeLimits limits = new FakeLimits();
    private final Object served = new Object();
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public FakeGitHub(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            FakeRequest whole = FakeRequest.of(exchange);
            FakeRequest request = new FakeRequest(
                    whole.method(),
                    whole.path().replaceFirst("^/api/v3", ""),
                    whole.query(),
                    whole.headers(),
                    whole.body());
            requests.add(request);
            FakeAnswer answer = tagged(request, answer(request));
            if (loseAnswerOf.test(request)) {
                return;
            }
            if (request.is("GET", REPO + "/issues/\\d+/comments")) {
                afterListing.run();
            }
            send(exchange, answer);
        } finally {
            synchronized (served) {
                served.notifyAll();
            }
        }
    }

    private static void send(HttpExchange exchange, FakeAnswer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        byte[] body = answer.bytes();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.getResponseBody().close();
    }

    /** A conditional request that finds nothing new costs nothing. */
    private static FakeAnswer tagged(FakeRequest request, FakeAnswer answer) {
        if (answer.status() != 200 || request.writes()) {
            return answer;
        }
        String tag = "\"" + Integer.toHexString(Arrays.hashCode(answer.bytes())) + "\"";
        return request.header("If-None-Match").equals(tag)
                ? new FakeAnswer(304, Map.of("ETag", tag), null)
                : answer.with("ETag", tag);
    }

    private FakeAnswer answer(FakeRequest request) {
        Optional<FakeAnswer> failing = trouble.apply(request);
        if (failing.isPresent()) {
            return failing.get();
        }
        if (request.header("User-Agent").isEmpty()) {
            return refused(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        }
        if (request.path().startsWith("/app") || request.path().endsWith("/installation")) {
            return app(request);
        }
        if (!isKnown(request)) {
            return refused(401, "Bad credentials");
        }
        Optional<FakeAnswer> limited = limits.check(request, clock.instant());
        if (limited.isPresent()) {
            return limited.get();
        }
        if (request.writes()) {
            writes.add(clock.instant());
        }
        if (request.path().equals("/api/graphql")) {
            return ok(Map.of("data", Map.of("viewer", Map.of("login", login(request)))));
        }
        return request.path().equals("/user") ? user(request) : inRepository(request);
    }

    private FakeAnswer app(FakeRequest request) {
        String token = request.header("Authorization").replaceFirst("^Bearer ", "");
        if (!keys.signed(token)) {
            return refused(401, "A JSON web token could not be decoded");
        }
        if (request.path().equals("/app")) {
            return ok(Map.of("id", 12, "slug", "flamegate-of-acme", "name", "Flamegate"));
        }
        if (request.path().endsWith("/access_tokens")) {
            tokens++;
            Instant end = clock.instant().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            tokenEnds.put(INSTALLATION_TOKEN + tokens, end);
            return created(Map.of("token", INSTALLATION_TOKEN + tokens, "expires_at", end.toString()));
        }
        return installed ? ok(Map.of("id", INSTALLATION)) : refused(404, "Not Found");
    }

    private boolean isKnown(FakeRequest request) {
        String token = request.header("Authorization").replaceFirst("^(Bearer|token) ", "");
        return token.equals(TOKEN)
                || token.equals(ActionRun.JOB_TOKEN)
                || clock.instant().isBefore(tokenEnds.getOrDefault(token, Instant.MIN));
    }

    private static boolean isApp(FakeRequest request) {
        return request.header("Authorization").contains(INSTALLATION_TOKEN) || isJob(request);
    }

    /** The token of a workflow's job is that of an App too. */
    private static boolean isJob(FakeRequest request) {
        return request.header("Authorization").endsWith(ActionRun.JOB_TOKEN);
    }

    private static FakeAnswer user(FakeRequest request) {
        return isApp(request)
                ? refused(403, "Resource not accessible by integration")
                : ok(Map.of("id", 5, "login", TOKEN_LOGIN));
    }

    private FakeAnswer inRepository(FakeRequest request) {
        if (!oldName.isEmpty() && request.path().startsWith("/repos/" + oldName)) {
            String moved = request.path().replace("/repos/" + oldName, "/api/v3/repos/" + repository.name);
            return new FakeAnswer(301, Map.of("Location", moved), Map.of("message", "Moved Permanently"));
        }
        if (!request.path().startsWith("/repos/" + repository.name)) {
            return refused(404, "Not Found");
        }
        String path = request.path().substring(("/repos/" + repository.name).length());
        if (path.isEmpty()) {
            return ok(repository());
        }
        if (path.matches("/pulls/" + FakeRepository.PULL_REQUEST)) {
            return ok(pullRequest());
        }
        if (path.matches("/commits/[0-9a-f]+/pulls")) {
            return page(request, path.contains(repository.head) ? List.of(pullRequest()) : List.of());
        }
        if (path.matches("/pulls/\\d+/files")) {
            return page(
                    request,
                    repository.files.stream()
                            .map(file -> (Object) Map.of("filename", file, "status", "modified"))
                            .toList());
        }
        if (path.matches("/issues/(\\d+/)?comments(/\\d+)?")) {
            return comments(request, path);
        }
        if (path.contains("check-runs")) {
            return new FakeChecks(repository).answer(request, path, isApp(request));
        }
        return new FakeStatuses(repository).answer(request, path, isApp(request));
    }

    private FakeAnswer comments(FakeRequest request, String path) {
        if (request.writes() && !repository.permissions.contains("pull_requests")) {
            return refused(403, "Resource not accessible by integration");
        }
        if (request.method().equals("GET")) {
            return page(
                    request,
                    repository.comments.stream().map(FakeGitHub::comment).toList());
        }
        String body = request.body().path("body").asText();
        if (!request.method().equals("DELETE") && body.codePointCount(0, body.length()) > 65_536) {
            return invalid("body is too long (maximum is 65536 characters)");
        }
        if (request.method().equals("POST")) {
            return repository.locked
                    ? refused(403, "Unable to create comment because issue is locked.")
                    : created(comment(repository.comment(login(request), body)));
        }
        long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        Optional<Comment> found =
                repository.comments.stream().filter(one -> one.id == id).findFirst();
        if (found.isEmpty()) {
            return refused(404, "Not Found");
        }
        if (request.method().equals("DELETE")) {
            repository.comments.remove(found.get());
            return nothing();
        }
        found.get().body = body;
        found.get().updates++;
        return ok(comment(found.get()));
    }

    private static String login(FakeRequest request) {
        return isJob(request) ? JOB_LOGIN : isApp(request) ? APP_LOGIN : TOKEN_LOGIN;
    }

    private static Object comment(Comment comment) {
        return Map.of("id", comment.id, "body", comment.body, "user", Map.of("login", comment.author, "id", 5));
    }

    private Map<String, Object> repository() {
        String[] parts = repository.name.split("/");
        return Map.of(
                "id",
                repository.id,
                "name",
                parts[1],
                "full_name",
                repository.name,
                "owner",
                Map.of("login", parts[0]),
                "url",
                address() + "/repos/" + repository.name);
    }

    private ObjectNode pullRequest() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("id", 99).put("number", FakeRepository.PULL_REQUEST).put("state", "open");
        request.put("url", address() + "/repos/" + repository.name + "/pulls/" + FakeRepository.PULL_REQUEST);
        request.putObject("head").put("sha", repository.head).put("ref", "faster");
        return request;
    }

    /** 30 a page unless more are asked for, never more than 100, and a link to the next page. */
    private FakeAnswer page(FakeRequest request, List<Object> all) {
        int size = Math.min(100, request.number("per_page", 30));
        int number = request.number("page", 1);
        int from = Math.min(all.size(), (number - 1) * size);
        int until = Math.min(all.size(), from + size);
        FakeAnswer answer = ok(new ArrayList<>(all.subList(from, until)));
        Map<String, String> link = new LinkedHashMap<>();
        if (until < all.size()) {
            String next = address() + request.path() + "?per_page=" + size + "&page=" + (number + 1);
            link.put("Link", "<" + next + ">; rel=\"next\"");
        }
        return new FakeAnswer(answer.status(), link, answer.body());
    }

    /** Nobody answers: what listened there is gone. */
    void disappear() {
        server.stop(0);
    }

    /** Waits until what a test waits for is so, looking after every request. */
    void awaitTrue(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (served) {
            while (!holds.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("waited in vain for: " + what + "; requests: " + requests);
                }
                served.wait(left);
            }
        }
    }

    long count(String method, String pattern) {
        return requests.stream().filter(request -> request.is(method, pattern)).count();
    }

    @Override
    public void close() {
        try {
            server.stop(0);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("the fake GitHub did not stop", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
