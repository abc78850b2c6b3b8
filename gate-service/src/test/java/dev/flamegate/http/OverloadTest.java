package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.RefusedProfileException.Limit;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadTest {
    private static final String TO = "/api/v1/profiles?service=shop";
    private static final byte[] PROFILE = PprofBytes.gzip(PprofBytes.cpu(1_790_000_000_000_000_000L, "main"));

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyUploadOfAStormIsStoredOrHears429AndNoneIsLost() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.store.whenAppending(() -> awaitQuietly(go));
        ExecutorService senders = Executors.newFixedThreadPool(40);
        List<CompletableFuture<Answer>> uploads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            uploads.add(CompletableFuture.supplyAsync(() -> server.post(TO, PROFILE), senders));
        }
        CompletableFuture.anyOf(uploads.toArray(new CompletableFuture<?>[0])).join();
        go.countDown();

        int stored = 0;
        for (CompletableFuture<Answer> upload : uploads) {
            Answer answer = upload.join();
            assertThat(answer.status()).isIn(200, 429);
            stored += answer.status() == 200 ? 1 : 0;
            if (answer.status() == 429) {
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.json().path("code").asText()).isEqualTo("busy");
            }
        }
        senders.shutdown();
        assertThat(stored).isBetween(8, 39);
        assertThat(server.store.profiles()).hasSize(stored);
        assertThat(server.post(TO, PROFILE).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatStopsComingIsCutAndOthersAreServedMeanwhile() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", server.address().getPort())) {
            OutputStream out = slow.getOutputStream();
            out.write(("POST " + TO + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(server.post(TO, PROFILE).status()).isEqualTo(200);
            slow.setSoTimeout(20_000);
            String answer = new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 408");
            assertThat(server.store.profiles()).hasSize(1);
        }
    }

    @Test
    void anEndlessBodyIsCutAtTheLimit() {
        Answer answer = endless();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("message").asText()).contains(Integer.toString(TestServer.BODY_MAX));
        assertThat(server.store.profiles()).isEmpty();
    }

    /** The answer comes while the client still sends: now and then the broken connection overtakes it, as HTTP/1.1 has it. */
    private Answer endless() {
        for (int attempt = 1; ; attempt++) {
            try {
                return server.send("POST", TO, BodyPublishers.ofInputStream(Endless::new));
            } catch (UncheckedIOException e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SERIES, 0, 429, series_limit",
        "SERVICES, 0, 429, services_limit",
        "RATE, 7, 429, rate_limit",
        "IDENTITY_LABEL, 0, 400, identity_label_limit",
        "LABEL_COUNT, 0, 400, label_count_limit",
        "STACKS, 0, 422, stacks_limit",
        "DEPTH, 0, 422, depth_limit",
    })
    void aProfileThatPassesALimitHearsWhichAndWhatToDo(Limit limit, int retryAfter, int status, String code) {
        server.store.failWith(new RefusedProfileException(limit, "what is too much", "what to do", retryAfter));

        Answer api = server.post(TO, PROFILE);
        Answer sdk = server.post("/ingest?name=shop", PROFILE);
        server.server.limitObserver().accept(limit);

        assertThat(api.status()).isEqualTo(status);
        assertThat(api.json().path("code").asText()).isEqualTo(code);
        assertThat(api.json().path("message").asText()).isEqualTo("what is too much");
        assertThat(api.json().path("hint").asText()).isEqualTo("what to do");
        assertThat(api.header("Retry-After")).isEqualTo(retryAfter == 0 ? null : Integer.toString(retryAfter));
        assertThat(sdk.status()).isEqualTo(status);
        assertThat(sdk.json().path("message").asText()).isEqualTo("what is too much; what to do");
        assertThat(server.get("/metrics").text())
                .contains("flamegate_profiles_refused_total{reason=\"" + code + "\"} 2.0")
                .contains(
                        "flamegate_limits_passed_total{limit=\"" + limit.name().toLowerCase(java.util.Locale.ROOT));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(Duration.ofSeconds(20).toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the store go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
