package dev.flamegate.tests.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers as a test says, and the place that gives out identities of jobs. */
public final class PlayedService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    public final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    public volatile String verdict = "FAIL";
    public volatile String conclusion = "FAILURE";
    public volatile String postedBy = "service";
    public volatile String gate = "g1";
    public volatile String comment =
            "<!-- flamegate:v1 key=\"shop\" -->\n### FAIL: it grew\n\n[Full report](<http://gate>)\n"
                    + "<!-- flamegate-state {} -->\n";
    volatile int failures;
    volatile int runningAnswers;
    volatile String explanation = "it grew\n::error::not a command, 100%";
    private final HttpServer server;

    public PlayedService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + path);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (failures > 0) {
                failures--;
                send(exchange, 503, "{\"message\": \"the service is starting\"}");
            } else {
                answer(exchange, path, body);
            }
        }
    }

    private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        if (path.startsWith("/identity")) {
            send(exchange, 200, "{\"value\": \"eyJ.identity.ofTheJob\"}");
        } else if (path.endsWith("/comment.md")) {
            send(exchange, 200, comment);
        } else if (path.startsWith("/api/v1/profiles")) {
            send(exchange, 200, "{}");
        } else {
            if (exchange.getRequestMethod().equals("POST")) {
                questions.add(JSON.readTree(body));
            }
            boolean running = runningAnswers-- > 0;
            send(exchange, running ? 202 : 200, running ? running() : done());
        }
    }

    private String running() {
        return "{\"id\": \"" + gate + "\", \"state\": \"running\", \"links\": {}, \"reporting\": {\"posted_by\": \""
                + postedBy + "\"}}";
    }

    private String done() throws IOException {
        String finding = verdict.equals("FAIL")
                ? "{\"row\": 0, \"place\": {\"file\": \"Cart.java\", \"line\": 12}, \"explanation\": "
                        + JSON.writeValueAsString(explanation) + "}"
                : "";
        return "{\"id\": \"" + gate + "\", \"state\": \"done\", \"verdict\": \"" + verdict + "\", \"conclusion\": \""
                + conclusion
                + "\", \"headline\": \"" + verdict + ": Cart.reprice\", \"reporting\": {\"posted_by\": \"" + postedBy
                + "\"}, \"links\": {\"page\": \"/gates/g1\", \"comment\": \"/gates/g1/comment.md\"}, \"report\": {\"findings\": ["
                + finding + "], \"rows\": [{\"function\": \"shop.Cart.reprice\", \"change\": {\"points\": 7.5}}]}}";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
