package dev.flamegate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Chromium without a window and with an empty profile, spoken to by its DevTools protocol. For one thread. */
final class Chromium implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(120);
    private static final int POLL_MILLIS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private int asked;

    private Chromium(Path profile, Process process) throws IOException, InterruptedException {
        this.profile = profile;
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        socket = client.newWebSocketBuilder()
                .buildAsync(page(client), new Messages())
                .join();
    }

    /** @throws IOException if the program cannot be started, or does not open its port */
    static Chromium start(Path program, int width, int height) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("flamegate-chromium");
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox"));
        command.addAll(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking"));
        command.addAll(List.of("--disable-component-update", "--disable-sync", "--remote-debugging-port=0"));
        command.addAll(List.of("--window-size=" + width + "," + height, "--user-data-dir=" + profile, "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(profile, process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The address of the one page that is open. */
    private URI page(HttpClient client) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                URI list = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
                String answer = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                        .body();
                for (JsonNode target : JSON.readTree(answer)) {
                    if (target.path("type").asText().equals("page")) {
                        return URI.create(target.path("webSocketDebuggerUrl").asText());
                    }
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("Chromium did not open its port within " + START_MAX.toSeconds() + " s");
    }

    /** Opens an address and waits until the expression is true there. */
    void open(String address, String ready) throws IOException, InterruptedException {
        ask("Performance.enable", Map.of("timeDomain", "threadTicks"));
        ask("Page.navigate", Map.of("url", address));
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        while (!evaluate("location.href !== 'about:blank' && Boolean(" + ready + ")")
                .asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException(address + " did not come so far that " + ready);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What the page's main thread has used of a processor since {@link #open} was called: whatever else runs does not count. */
    double mainThreadMillis() throws IOException, InterruptedException {
        for (JsonNode metric : ask("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return 1e3 * metric.path("value").asDouble();
            }
        }
        throw new IOException("Chromium does not say how long the page's tasks took");
    }

    /** The value of an expression in the page; of a promise, what it becomes. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode answer =
                ask("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException("in the page: " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    private JsonNode ask(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        int id = ++asked;
        String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).join();
        while (true) {
            String message = messages.poll(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("Chromium did not answer " + method);
            }
            JsonNode answer = JSON.readTree(message);
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new IOException(method + ": " + answer.get("error"));
                }
                return answer.path("result");
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
