package dev.flamegate.tests.gitlab;

import static dev.flamegate.tests.gitlab.Answer.refused;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * GitLab's REST API, version 4, on the loopback address, as far as verdicts need it, with the limits of its documentation and the shapes of
 * its errors: what a token may not see is not there (404), lists come in pages, projects that moved are read under their old path and not
 * written. Time is a test's.
 */
final class FakeGitLab implements AutoCloseable {
    static final String TOKEN = "glpat-" + "s3cr3tTokenOfTheProject";
    static final long ROBOT = 42;
    static final long VISITOR = 43;
    private static final String PROJECT = "/projects/" + FakeProject.ID;

    /** What the token's user is in the project; each may do what those before it may. */
    enum Role {
        NOBODY,
        REPORTER,
        DEVELOPER
    }

    final FakeProject project = new FakeProject();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Instant> writes = new CopyOnWriteArrayList<>();
    volatile Role role = Role.DEVELOPER;
    volatile String scope = "api";
    volatile String token = TOKEN;
    volatile Function<Request, Optional<Answer>> trouble = request -> Optional.empty();
    volatile Predicate<Request> loseAnswerOf = request -> false;
    volatile Runnable afterListing = () -> {};
    private final FakeNotes notes = new FakeNotes(project);
    private final FakeStatuses statuses = new FakeStatuses(project);
    private final Object served = new Object();
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeGitLab(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange);
            requests.add(request);
            Answer answer = paged(request, answer(request));
            if (loseAnswerOf.test(request)) {
                return;
            }
            if (request.is("GET", ".*/notes")) {
                afterListing.run();
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = answer.bytes();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.getResponseBody().close();
        } finally {
            synchronized (served) {
                served.notifyAll();
            }
        }
    }

    private Answer answer(Request request) {
        Optional<Answer> failing = trouble.apply(request);
        if (failing.isPresent()) {
            return failing.get();
        }
        if (!request.token().equals(token)) {
            return refused(401, "401 Unauthorized");
        }
        if (!scope.equals("api") && (request.writes() || !scope.equals("read_api"))) {
            return Answer.of(
                    403,
                    Map.of(
                            "error", "insufficient_scope",
                            "error_description",
                                    "The request requires higher privileges than provided by the access token.",
                            "scope", "api"));
        }
        if (request.path().equals("/user")) {
            return Answer.of(200, Map.of("id", ROBOT, "username", "project_81_bot_5f1e"));
        }
        return inProject(request);
    }

    private Answer inProject(Request request) {
        String old = "/projects/" + project.oldPath.replace("/", "%2F");
        if (!project.oldPath.isEmpty() && request.path().startsWith(old)) {
            String now = "https://gitlab.example.org/api/v4" + PROJECT
                    + request.path().substring(old.length());
            return request.writes()
                    ? refused(405, "Non GET methods are not allowed for moved projects")
                    : Answer.of(301, "This resource has been moved permanently to " + now)
                            .with("Location", now);
        }
        String path = request.path().replace("/projects/" + project.path.replace("/", "%2F"), PROJECT);
        if (role == Role.NOBODY || !path.startsWith(PROJECT)) {
            return refused(404, "404 Project Not Found");
        }
        if (path.equals(PROJECT)) {
            return Answer.of(200, Map.of("id", FakeProject.ID, "path_with_namespace", project.path));
        }
        if (request.writes()) {
            writes.add(clock.instant());
        }
        if (path.contains("/statuses")) {
            return request.writes() && role != Role.DEVELOPER
                    ? refused(403, "403 Forbidden")
                    : statuses.answer(request);
        }
        String mergeRequest = PROJECT + "/merge_requests/" + FakeProject.MERGE_REQUEST;
        if (path.equals(mergeRequest)) {
            return Answer.of(200, project.mergeRequest());
        }
        return path.startsWith(mergeRequest + "/notes")
                ? notes.answer(request, ROBOT, clock.instant())
                : refused(404, "404 Not found");
    }

    /** 20 a page unless more are asked for, never more than 100; links as the world outside sees them. */
    private static Answer paged(Request request, Answer answer) {
        if (answer.status() != 200 || !(answer.body() instanceof List<?> all)) {
            return answer;
        }
        int size = Math.min(100, Integer.parseInt(request.query().getOrDefault("per_page", "20")));
        int number = Integer.parseInt(request.query().getOrDefault("page", "1"));
        int from = Math.min(all.size(), (number - 1) * size);
        int until = Math.min(all.size(), from + size);
        String page = "<https://gitlab.example.org/api/v4" + request.path() + "?id=81&page=%d&per_page=" + size
                + "&sort=asc>; rel=\"%s\"";
        List<String> links = new ArrayList<>();
        if (number > 1) {
            links.add(page.formatted(number - 1, "prev"));
        }
        if (until < all.size()) {
            links.add(page.formatted(number + 1, "next"));
        }
        links.add(page.formatted(1, "first"));
        return Answer.of(200, new ArrayList<>(all.subList(from, until))).with("Link", String.join(", ", links));
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
        server.stop(0);
        threads.shutdownNow();
    }
}
