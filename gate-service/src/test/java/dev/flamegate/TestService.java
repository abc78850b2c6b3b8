package dev.flamegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.Retention;
import dev.flamegate.store.rocksdb.RocksSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The whole service over a store in a folder, on a free port of the loopback address, and a client of it. */
final class TestService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalService service;

    TestService(Path folder, Clock clock) {
        this(folder, clock, RocksSettings.DEFAULT);
    }

    TestService(Path folder, Clock clock, RocksSettings rocks) {
        this(folder, clock, rocks, Retention.FOREVER);
    }

    TestService(Path folder, Clock clock, RocksSettings rocks, Retention retention) {
        Settings defaults = Settings.withDefaults();
        Settings settings = new Settings(
                defaults.http().withPort(0),
                defaults.store().in(folder.toString()),
                retention,
                defaults.limits(),
                defaults.queries(),
                defaults.gate(),
                defaults.traffic(),
                defaults.trial(),
                defaults.github(),
                defaults.gitlab(),
                defaults.oidc(),
                defaults.deployments(),
                defaults.delivery(),
                defaults.log());
        service = LocalService.start(settings, List.of(), clock, rocks);
    }

    /** Does what is done every half minute. */
    void upkeep() {
        service.upkeep();
    }

    /** Tries what is due, which happens every minute. */
    void trial() {
        service.trial();
    }

    URI address() {
        return service.address();
    }

    HttpResponse<String> push(String query, byte[] body) {
        return send("POST", "/api/v1/profiles?" + query, body);
    }

    HttpResponse<String> send(String method, String path, byte[] body) {
        return send(client, service.address(), method, path, body);
    }

    static HttpResponse<String> send(HttpClient client, URI address, String method, String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String path) {
        return json(send("GET", path, new byte[0]));
    }

    /** The answer to a question about the versions 1 and 2 of a service. */
    JsonNode gate(String name) {
        String question = "{\"service\":\"" + name + "\",\"baseline\":\"1\",\"candidate\":\"2\"}";
        return json(send("POST", "/api/v1/gates?wait=60s", question.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
