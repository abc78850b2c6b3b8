package dev.flamegate.tests.jenkins;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A controller in a process of its own, with the plugin in its home. It listens on the loopback address alone but for one UDP socket of
 * Hudson's discovery, which no option closes: it is bound to a free port, and says no more than the address of the controller.
 */
final class Controller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> OPENED = Map.of(
            "java.base",
            List.of(
                    "java.lang",
                    "java.lang.reflect",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks",
                    "java.util.regex",
                    "java.util.zip",
                    "java.text",
                    "java.io",
                    "java.net",
                    "java.math",
                    "java.security",
                    "sun.nio.ch"),
            "java.desktop",
            List.of("java.awt", "java.awt.font", "java.beans"));

    private final Path folder;
    private final Path log;
    private final Process process;
    private final URI address;
    private boolean gaveUp;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param folder of the controller's home; one that was there before goes on */
    Controller(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.log = folder.resolve("controller.log");
        int port = freePort();
        this.address = URI.create("http://127.0.0.1:" + port);
        Path war = prepare();
        ProcessBuilder builder = new ProcessBuilder(command(war, port));
        builder.environment().put("HUDSON_HOME", home().toString());
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await("the controller to be ready", () -> status("/api/json") == 200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    /** The war with the three types that it is too old for, the plugin, and no port for agents. */
    private Path prepare() throws IOException {
        Path war = folder.resolve("controller.war");
        Files.createDirectories(home().resolve("plugins"));
        Files.createDirectories(folder.resolve("scratch"));
        if (!Files.exists(war)) {
            Files.copy(Checkout.root().resolve("tests/target/jenkins/hudson.war"), war);
            try (FileSystem inside = FileSystems.newFileSystem(war)) {
                Files.copy(shim(), inside.getPath("WEB-INF/lib/api-shim.jar"));
            }
            Files.writeString(
                    home().resolve("config.xml"),
                    "<?xml version='1.0'?><hudson><numExecutors>2</numExecutors><slaveAgentPort>-1</slaveAgentPort></hudson>");
        }
        Files.copy(
                Checkout.root().resolve("jenkins-plugin/target/flamegate.hpi"),
                home().resolve("plugins/flamegate.hpi"),
                StandardCopyOption.REPLACE_EXISTING);
        return war;
    }

    private static Path shim() throws IOException {
        try (var files = Files.list(Checkout.root().resolve("jenkins-plugin/api-shim/target"))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("flamegate-jenkins-api-shim-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> command(Path war, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        OPENED.forEach((module, packages) ->
                packages.forEach(name -> command.add("--add-opens=" + module + "/" + name + "=ALL-UNNAMED")));
        command.addAll(List.of(
                "-cp",
                Checkout.root().resolve("tests/target/test-classes").toString(),
                "-Djava.awt.headless=true",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.io.tmpdir=" + folder.resolve("scratch"),
                "-Djava.security.egd=file:/dev/./urandom",
                "-Dhudson.udp=0",
                "-Dhudson.DNSMultiCast.disabled=true",
                ControllerLauncher.class.getName(),
                war.toString(),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port,
                "--httpsPort=-1",
                "--ajp13Port=-1",
                "--warfile=" + war));
        return command;
    }

    /**
     * @param step the fields of the build step; none for a job without it
     * @param shellBefore a shell step that comes first; empty for none
     */
    void createJob(String name, Map<String, String> step, String shellBefore) throws IOException, InterruptedException {
        String fields = step.entrySet().stream()
                .map(field -> "<" + field.getKey() + ">" + escaped(field.getValue()) + "</" + field.getKey() + ">")
                .collect(Collectors.joining());
        String shell = shellBefore.isEmpty()
                ? ""
                : "<hudson.tasks.Shell><command>" + escaped(shellBefore) + "</command></hudson.tasks.Shell>";
        String gate = step.isEmpty()
                ? ""
                : "<dev.flamegate.jenkins.GateBuilder>" + fields + "</dev.flamegate.jenkins.GateBuilder>";
        String job = "<project><builders>" + shell + gate + "</builders><publishers/><buildWrappers/></project>";
        HttpResponse<String> answer = send(ask("/createItem?name=" + name)
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(job))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Starts a build and does not wait for it. */
    void build(String job) throws IOException, InterruptedException {
        assertThat(post("/job/" + job + "/build?delay=0sec", "").statusCode()).isEqualTo(302);
    }

    void awaitRunning(String job, int number, Predicate<String> log) throws InterruptedException {
        await(
                job + " #" + number + " to say so",
                () -> status("/job/" + job + "/" + number + "/api/json") == 200 && log.test(consoleOf(job, number)));
    }

    /** The result of a build once it has ended. */
    String result(String job, int number) throws IOException, InterruptedException {
        String path = "/job/" + job + "/" + number + "/api/json";
        await(
                job + " #" + number,
                () -> status(path) == 200
                        && !JSON.readTree(get(path)).path("building").asBoolean());
        JsonNode build = JSON.readTree(get(path));
        return build.path("result").asText();
    }

    String consoleOf(String job, int number) throws IOException, InterruptedException {
        return get("/job/" + job + "/" + number + "/consoleText");
    }

    int status(String path) throws IOException, InterruptedException {
        return send(ask(path).build()).statusCode();
    }

    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(ask(path).build());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    URI url(String path) {
        return address.resolve(path);
    }

    HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send(ask(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_AT_MOST);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        assertThat(gaveUp).as("the controller did not answer before").isFalse();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            gaveUp = true;
            throw new AssertionError(
                    request.uri() + ": no answer in " + ANSWER_AT_MOST.toSeconds() + " s; the controller says: "
                            + log(),
                    e);
        }
    }

    private interface Check {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Check check) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (IOException e) {
                assertThat(process.isAlive()).as(this::log).isTrue();
            }
            process.waitFor(100, MILLISECONDS);
        }
        gaveUp = true;
        throw new AssertionError(
                "waited " + PATIENCE.toSeconds() + " s for " + what + "; the controller says: " + log());
    }

    private String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
