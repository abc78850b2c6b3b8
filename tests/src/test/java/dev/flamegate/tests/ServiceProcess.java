package dev.flamegate.tests;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own, on a free port of the loopback address, as users run it. */
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch listening = new CountDownLatch(1);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile String address = "";

    /** @param arguments of {@code serve} */
    public ServiceProcess(Path storeFolder, String... arguments) throws IOException, InterruptedException {
        this(storeFolder, Map.of(), arguments);
    }

    /**
     * @param settings further variables of the environment
     * @param arguments of {@code serve}
     */
    ServiceProcess(Path storeFolder, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                Checkout.root().resolve("gate-service/target/flamegate.jar").toString(),
                "serve"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLAMEGATE_HTTP_PORT", "0");
        builder.environment().put("FLAMEGATE_STORE_FOLDER", storeFolder.toString());
        builder.environment().put("FLAMEGATE_RETENTION_PROFILES", "0s"); // the recorded profiles only grow older
        builder.environment().putAll(settings);
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "service-output");
        reader.setDaemon(true);
        reader.start();
        if (!listening.await(60, SECONDS)) {
            close();
            throw new IllegalStateException("the service did not say where it listens: " + output);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = ADDRESS.matcher(line);
                if (address.isEmpty() && matcher.find()) {
                    address = matcher.group();
                    listening.countDown();
                }
            }
        } catch (IOException e) {
            output.add("output ended: " + e.getMessage());
        }
        listening.countDown();
    }

    public String address() {
        return address;
    }

    public List<String> output() {
        return List.copyOf(output);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    byte[] getBytes(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    public HttpResponse<String> post(String path, byte[] body, String contentType)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> postJson(String path, String json) throws IOException, InterruptedException {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /** As the kernel does it when memory is short: no handler runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, SECONDS);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
