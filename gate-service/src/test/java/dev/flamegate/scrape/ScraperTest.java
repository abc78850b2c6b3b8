package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flamegate.http.PprofBytes;
import dev.flamegate.profile.Profile;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import dev.flamegate.scrape.TargetStatus.Health;
import dev.flamegate.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScraperTest {
    private static final long TAKEN_NANOS = 1_790_000_000_000_000_000L;
    private static final byte[] CPU = PprofBytes.gzip(PprofBytes.cpu(TAKEN_NANOS, "main"));
    private static final String CPU_ONLY = "process_cpu: {seconds: 3}";

    @TempDir
    private Path folder;

    @Test
    void storesTheCpuProfileOfATargetUnderItsLabels() throws Exception {
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()))) {

            assertThat(fixture.scrapeOnce(1)).containsExactly(Outcome.STORED);

            assertThat(target.asked()).containsExactly("/debug/pprof/profile?seconds=3");
            assertThat(target.lastHeaders().getFirst("User-Agent")).isEqualTo("flamegate/test");
            Profile stored = fixture.store.profiles().get(0);
            assertThat(stored.name()).isEqualTo("process_cpu");
            assertThat(stored.startNanos()).isEqualTo(TAKEN_NANOS);
            assertThat(stored.labels().asMap())
                    .containsOnly(
                            Map.entry("service_name", "shop"),
                            Map.entry("job", "shop"),
                            Map.entry("version", "1.0.0"),
                            Map.entry("instance", target.address()));
            assertThat(fixture.target(0).health()).isEqualTo(Health.UP);
            assertThat(fixture.target(0).stacks()).isEqualTo(1);
            assertThat(fixture.target(0).bytes()).isEqualTo(CPU.length);
            assertThat(fixture.target(0).next()).isPresent();
        }
    }

    @Test
    void scrapesInEveryIntervalAtTheSamePlace() throws Exception {
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()))) {
            fixture.scraper.start();
            var first = fixture.target(0).next().orElseThrow();

            fixture.again(1);
            fixture.again(1);

            assertThat(target.asked()).hasSize(2);
            assertThat(fixture.target(0).next()).contains(first.plusSeconds(20));
        }
    }

    @Test
    void aTargetThatHangsIsCutOffAtItsTimeOutWhileOthersGoOn() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (FakeTarget hangs = new FakeTarget().hangingAt("/debug/pprof/profile", reached);
                FakeTarget works = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(
                        folder,
                        ScraperFixture.job(CPU_ONLY, hangs.address()).replace("1m", "5s")
                                + ScraperFixture.job(CPU_ONLY, works.address())
                                        .replace("job_name: shop", "job_name: other"))) {
            fixture.scraper.start();
            fixture.timer.awaitPlanned(2);
            fixture.timer.advance(Duration.ofMillis(9_999));
            assertThat(fixture.await(1)).containsExactly(Outcome.STORED);
            reached.await();
            fixture.timer.awaitPlanned(2);

            fixture.timer.advance(Duration.ofSeconds(10));

            assertThat(fixture.await(2)).containsExactlyInAnyOrder(Outcome.TIMED_OUT, Outcome.STORED);
            TargetStatus cut = fixture.scraper.targets().stream()
                    .filter(one -> one.url().contains(hangs.address()))
                    .findFirst()
                    .orElseThrow();
            assertThat(cut.health()).isEqualTo(Health.DOWN);
            assertThat(cut.error())
                    .contains("no whole answer within 8s (scrape_timeout, with the 3 s that it was asked for)");
            assertThat(works.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, REFUSED, 'status 500: cpu profiling already in use'",
        "404, REFUSED, status 404",
        "302, REFUSED, redirects are not followed",
        "204, REFUSED, status 204",
    })
    void whatIsNot200IsAnErrorWithTheWordsOfTheTarget(int status, Outcome outcome, String message) throws Exception {
        byte[] said = status == 500 ? "cpu profiling\n already in use\n".getBytes(StandardCharsets.UTF_8) : new byte[0];
        try (FakeTarget elsewhere = new FakeTarget().at("/", CPU);
                FakeTarget target = new FakeTarget().at("/debug/pprof/profile", exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://" + elsewhere.address() + "/");
                    FakeTarget.send(exchange, status, said);
                });
                ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()))) {

            assertThat(fixture.scrapeOnce(1)).containsExactly(outcome);

            assertThat(fixture.target(0).error())
                    .hasValueSatisfying(error -> assertThat(error).contains(message));
            assertThat(fixture.store.profiles()).isEmpty();
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void bodiesThatAreEmptyEndlessOrNoProfileAreErrors() throws Exception {
        try (FakeTarget empty = new FakeTarget().at("/debug/pprof/profile", new byte[0]);
                FakeTarget endless = new FakeTarget().endlessAt("/debug/pprof/profile");
                FakeTarget bomb = new FakeTarget().at("/debug/pprof/profile", PprofBytes.gzip(new byte[50_000_000]));
                ScraperFixture fixture = new ScraperFixture(
                        folder, ScraperFixture.job(CPU_ONLY, empty.address(), endless.address(), bomb.address()))) {

            assertThat(fixture.scrapeOnce(3))
                    .containsExactlyInAnyOrder(Outcome.MALFORMED, Outcome.TOO_LARGE, Outcome.MALFORMED);

            assertThat(fixture.scraper.targets())
                    .extracting(one -> one.error().orElseThrow())
                    .anyMatch(error -> error.contains("empty body"))
                    .anyMatch(error -> error.contains("the body is larger than 100000 bytes (http.body_bytes_max)"))
                    .anyMatch(error -> error.contains("larger than 100000 bytes, the most that is accepted"));
        }
    }

    @Test
    void nobodyThereIsAnError() throws Exception {
        String address;
        try (FakeTarget gone = new FakeTarget()) {
            address = gone.address();
        }
        try (ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, address))) {
            assertThat(fixture.scrapeOnce(1)).containsExactly(Outcome.UNREACHABLE);
            assertThat(fixture.target(0).error())
                    .hasValueSatisfying(error -> assertThat(error).startsWith("the target cannot be reached"));
        }
    }

    @Test
    void aTargetThatComesBackIsUpAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", exchange -> {
                    FakeTarget.send(exchange, asked.incrementAndGet() == 1 ? 503 : 200, CPU);
                });
                ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()))) {
            fixture.scrapeOnce(1);
            assertThat(fixture.target(0).health()).isEqualTo(Health.DOWN);

            assertThat(fixture.again(1)).containsExactly(Outcome.STORED);

            assertThat(fixture.target(0).health()).isEqualTo(Health.UP);
            assertThat(fixture.target(0).error()).isEmpty();
            assertThat(fixture.target(0).failures()).isEqualTo(1);
            assertThat(fixture.target(0).scrapes()).isEqualTo(2);
        }
    }

    @Test
    void snapshotsThatCountFromTheStartAreStoredAsWhatTheyGrewBy() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/mutex", exchange -> {
                    int times = asked.incrementAndGet();
                    byte[] body = PprofBytes.snapshot(
                            "delay", "nanoseconds", TAKEN_NANOS + times * 10_000_000_000L, 100 * times * times, "lock");
                    FakeTarget.send(exchange, 200, body);
                });
                ScraperFixture fixture =
                        new ScraperFixture(folder, ScraperFixture.job("mutex: {}", target.address()))) {
            fixture.scrapeOnce(1);
            assertThat(fixture.store.profiles()).isEmpty();
            fixture.again(1);
            fixture.again(1);

            assertThat(target.asked()).containsOnly("/debug/pprof/mutex");
            assertThat(fixture.store.profiles())
                    .extracting(profile -> profile.total(0), Profile::durationNanos, Profile::name)
                    .containsExactly(
                            tuple(3_000_000_000L, 10_000_000_000L, "mutex"),
                            tuple(5_000_000_000L, 10_000_000_000L, "mutex"));
        }
    }

    @Test
    void aProfileThatTheStoreDoesNotTakeIsAnErrorOfItsTarget() throws Exception {
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()))) {
            fixture.store.failWith(new StoreException("the disk is gone"));

            assertThat(fixture.scrapeOnce(1)).containsExactly(Outcome.NOT_STORED);

            assertThat(fixture.target(0).error()).contains("not stored: the disk is gone");
        }
    }

    @Test
    void targetsOfFilesComeAndGoWithTheFile() throws Exception {
        try (FakeTarget one = new FakeTarget().at("/debug/pprof/profile", CPU);
                FakeTarget two = new FakeTarget().at("/debug/pprof/profile", CPU)) {
            Path file = write("targets.json", "[{\"targets\": [\"%s\"]}]".formatted(one.address()));
            try (ScraperFixture fixture = new ScraperFixture(folder, fileJob("targ*.json"))) {
                fixture.scraper.start();
                assertThat(fixture.scraper.targets())
                        .singleElement()
                        .satisfies(target -> assertThat(target.url()).contains(one.address()));

                write(
                        "targets.json",
                        "[{\"targets\": [\"%s\"], \"labels\": {\"env\": \"canary\"}}]".formatted(two.address()));
                fixture.timer.awaitPlanned(2);
                fixture.timer.advance(Duration.ofSeconds(1));
                fixture.timer.awaitPlanned(2);
                awaitTarget(fixture, two.address());
                assertThat(fixture.target(0).labels()).containsEntry("env", "canary");

                write("targets.json", "[{\"targets\": ");
                fixture.timer.advance(Duration.ofSeconds(1));
                awaitTarget(fixture, file.toString());
                assertThat(fixture.scraper.targets())
                        .extracting(TargetStatus::url)
                        .anyMatch(url -> url.contains(two.address()))
                        .contains(file.toString());

                fixture.timer.awaitPlanned(2);
                Files.delete(file);
                fixture.timer.advance(Duration.ofSeconds(1));
                await(() -> fixture.scraper.targets().isEmpty());
            }
        }
    }

    @Test
    void passwordsAndTokensAreReadFromTheirFilesAtEveryScrape() throws Exception {
        Path token = write("token", "first\n");
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(
                        folder,
                        ScraperFixture.job(CPU_ONLY, target.address())
                                + "  authorization: {credentials_file: token}\n")) {
            fixture.scrapeOnce(1);
            assertThat(target.lastHeaders().getFirst("Authorization")).isEqualTo("Bearer first");

            Files.writeString(token, "second");
            fixture.again(1);
            assertThat(target.lastHeaders().getFirst("Authorization")).isEqualTo("Bearer second");
        }
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU);
                ScraperFixture fixture = new ScraperFixture(
                        folder,
                        ScraperFixture.job(CPU_ONLY, target.address())
                                + "  basic_auth: {username: u, password_file: token}\n")) {
            fixture.scrapeOnce(1);
            assertThat(target.lastHeaders().getFirst("Authorization")).isEqualTo("Basic dTpzZWNvbmQ=");
        }
    }

    @Test
    void nothingIsScrapedAfterClosing() throws Exception {
        try (FakeTarget target = new FakeTarget().at("/debug/pprof/profile", CPU)) {
            ScraperFixture fixture = new ScraperFixture(folder, ScraperFixture.job(CPU_ONLY, target.address()));
            fixture.scraper.start();
            fixture.close();

            fixture.timer.advance(Duration.ofMinutes(1));

            assertThat(target.asked()).isEmpty();
        }
    }

    private static String fileJob(String files) {
        return """
                - job_name: shop
                  scrape_interval: 999999h
                  file_sd_configs: [{files: ['%s'], refresh_interval: 1s}]
                  profiling_config:
                    pprof_config: {memory: {enabled: false}, block: {enabled: false}, goroutine: {enabled: false}, mutex: {enabled: false}}
                """.formatted(files);
    }

    private static void awaitTarget(ScraperFixture fixture, String url) {
        await(() -> fixture.scraper.targets().stream().anyMatch(one -> one.url().contains(url)));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
