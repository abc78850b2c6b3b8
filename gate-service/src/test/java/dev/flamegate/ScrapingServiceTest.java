package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.flamegate.http.PprofBytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is composed: from the configuration file to a profile in the store. */
class ScrapingServiceTest {
    private static final byte[] CPU = PprofBytes.cpu(1_790_000_000_000_000_000L, "main");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void whatTheConfigurationNamesIsScrapedStoredAndBounded() throws Exception {
        HttpServer target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        target.createContext("/debug/pprof/profile", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, CPU.length);
                exchange.getResponseBody().write(CPU);
            }
        });
        target.start();
        LoadedSettings loaded = SettingsReader.read(
                configuration("127.0.0.1:" + target.getAddress().getPort()), Map.of());
        try (LocalService service = LocalService.start(loaded.settings(), loaded.scrapes(), Clock.systemUTC())) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            String targets = get(service, "/api/v1/targets");
            while (!targets.contains("\"up\"")) {
                assertThat(System.nanoTime()).as(targets).isLessThan(deadline);
                targets = get(service, "/api/v1/targets");
            }

            assertThat(get(service, "/api/v1/versions?service=shop"))
                    .contains("\"version\":\"1.4.2\"", "\"pod\":\"127.0.0.1:");
            HttpResponse<String> second = client.send(
                    HttpRequest.newBuilder(service.address().resolve("/api/v1/profiles?service=shop&pod=another"))
                            .POST(BodyPublishers.ofByteArray(CPU))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("series_limit", "limits.series_per_service_max");
            assertThat(get(service, "/metrics")).contains("flamegate_limits_passed_total{limit=\"series\"} 1.0");
        } finally {
            target.stop(0);
        }
    }

    private Path configuration(String address) throws IOException {
        return Files.writeString(folder.resolve("flamegate.yaml"), """
                http: {port: 0}
                store: {folder: '%s'}
                retention: {profiles: 0s}
                limits: {series_per_service_max: 1}
                scrape_configs:
                  - job_name: shop
                    scrape_interval: 1s
                    static_configs: [{targets: ['%s'], labels: {version: 1.4.2}}]
                    profiling_config:
                      pprof_config: {memory: {enabled: false}, block: {enabled: false}, goroutine: {enabled: false}, mutex: {enabled: false}}
                """.formatted(folder.resolve("data"), address));
    }

    private String get(LocalService service, String path) throws IOException, InterruptedException {
        URI address = service.address().resolve(path);
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
