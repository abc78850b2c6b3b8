package dev.flamegate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flamegate.profile.TimeRange;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus over counters of known rates, where one is installed (Debian's package prometheus); skipped elsewhere. */
class RealPrometheusTest {
    private static final long START = 1_790_000_000L;
    private static final String QUERY =
            "sum(increase(http_requests_total{service=\"$service\",version=\"$version\",pod=\"$pod\"}[$window]))";

    @TempDir
    private Path folder;

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Ten minutes, a sample every five seconds, of two pods that serve 10 and 25 requests a second. */
    private void counters() throws IOException {
        StringBuilder text = new StringBuilder("# TYPE http_requests counter\n");
        for (int second = 0; second <= 600; second += 5) {
            for (int pod = 0; pod < 2; pod++) {
                text.append(String.format(
                        Locale.ROOT,
                        "http_requests_total{service=\"shop\",version=\"1.4.2\",pod=\"p%d\"} %d %d%n",
                        pod,
                        second * (pod == 0 ? 10 : 25),
                        START + second));
            }
        }
        Files.writeString(
                folder.resolve("counters"), sorted(text.append("# EOF\n").toString()));
    }

    /** All samples of one series stand together. */
    private static String sorted(String text) {
        List<String> lines = text.lines().toList();
        StringBuilder all = new StringBuilder(lines.get(0)).append('\n');
        for (String pod : List.of("pod=\"p0\"", "pod=\"p1\"")) {
            lines.stream()
                    .filter(line -> line.contains(pod))
                    .forEach(line -> all.append(line).append('\n'));
        }
        return all.append("# EOF\n").toString();
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void countsTheRequestsOfEveryPodAndWindow() throws Exception {
        assumeTrue(isInstalled("prometheus") && isInstalled("promtool"), "no Prometheus is installed here");
        counters();
        Process blocks = run("promtool", "tsdb", "create-blocks-from", "openmetrics", "counters", "data");
        String said = new String(blocks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(blocks.waitFor()).as(said).isZero();
        Files.writeString(folder.resolve("empty.yml"), "");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process prometheus = run(
                "prometheus",
                "--config.file=empty.yml",
                "--storage.tsdb.path=data",
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
        try (BufferedReader log = prometheus.inputReader(StandardCharsets.UTF_8)) {
            String line = log.readLine();
            while (line != null && !line.contains("Server is ready")) {
                line = log.readLine();
            }
            assertThat(line).as("it came up").isNotNull();

            asksOf("http://127.0.0.1:" + port);
        } finally {
            prometheus.destroy();
            prometheus.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static void asksOf(String url) {
        PrometheusTraffic traffic = new PrometheusTraffic(url, QUERY, Duration.ofSeconds(10));
        TimeRange first = new TimeRange((START + 60) * 1_000_000_000L, (START + 80) * 1_000_000_000L);
        TimeRange second = new TimeRange((START + 300) * 1_000_000_000L, (START + 400) * 1_000_000_000L);

        TrafficAnswer answer = traffic.requests(
                "shop",
                List.of(
                        new PodWindows("p0", "1.4.2", List.of(first, second)),
                        new PodWindows("p1", "1.4.2", List.of(first))));

        assertThat(answer).isInstanceOfSatisfying(TrafficAnswer.Known.class, known -> {
            assertThat(known.requests().get(0).get(0)).isCloseTo(200, within(1.0));
            assertThat(known.requests().get(0).get(1)).isCloseTo(1000, within(1.0));
            assertThat(known.requests().get(1).get(0)).isCloseTo(500, within(1.0));
        });
        assertThat(traffic.requests("shop", List.of(new PodWindows("p9", "1.4.2", List.of(first)))))
                .isInstanceOfSatisfying(
                        TrafficAnswer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("nothing for pod `p9`"));
    }
}
