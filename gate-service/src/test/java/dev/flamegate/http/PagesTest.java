package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.reports.Verdict;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String QUESTION = "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void homeListsServicesVersionsAndGatesWithEverythingEscaped() {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        server.post("/api/v1/gates?wait=1s", QUESTION);
        server.post("/api/v1/profiles?service=%3Cb%3Eshop&version=1.0.0&pod=p1", PprofBytes.cpu(0, "main"));

        Answer home = server.get("/");

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text())
                .contains("&lt;b&gt;shop", "1.0.0", "/gates/gate-1", "FAIL")
                .doesNotContain("<b>shop", "<script>");
        assertThat(home.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @Test
    void aGateHasAPageAPictureAndAComment() {
        server.post("/api/v1/gates", QUESTION);
        assertThat(server.get("/gates/gate-1").text()).contains("http-equiv=\"refresh\"");
        assertThat(server.get("/gates/gate-1/flamegraph.svg").status()).isEqualTo(409);

        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        server.get("/api/v1/gates/gate-1?wait=1s");

        Answer page = server.get("/gates/gate-1");
        assertThat(page.text()).contains("FAIL").doesNotContain(TestReports.HOSTILE);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(server.get("/gates/gate-1/flamegraph.svg").header("Content-Type"))
                .startsWith("image/svg+xml");
        assertThat(server.get("/gates/gate-1/comment.md").text()).contains("https://gate.example.org/gates/gate-1");
        assertThat(server.get("/gates/none").status()).isEqualTo(404);
    }

    @Test
    void catalogueListsServicesVersionsAndPods() {
        server.post("/api/v1/profiles?service=shop&version=1&pod=p1", PprofBytes.cpu(0, "main"));
        server.post("/api/v1/profiles?service=shop&version=1&pod=p1", PprofBytes.cpu(0, "main"));
        server.post("/api/v1/profiles?service=shop&version=2&pod=p2", PprofBytes.cpu(0, "main"));

        assertThat(server.get("/api/v1/services")
                        .json()
                        .at("/services/0/profiles")
                        .asInt())
                .isEqualTo(3);
        assertThat(server.get("/api/v1/versions?service=shop")
                        .json()
                        .at("/versions/0/pods/0/profiles")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.get("/api/v1/versions?service=none").json().path("versions"))
                .isEmpty();
        assertThat(server.get("/api/v1/versions").status()).isEqualTo(400);
    }

    @Test
    void figuresCountRoutesRefusalsAndVerdicts() throws InterruptedException {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.PASS));
        server.post("/api/v1/gates?wait=1s", QUESTION);
        server.post("/api/v1/profiles?service=shop", PprofBytes.cpu(0, "main"));
        server.post("/api/v1/profiles?service=shop", "rubbish");
        server.get("/no/such/place/12345");
        Thread.sleep(100);

        String figures = server.get("/metrics").text();

        assertThat(figures)
                .contains("flamegate_profiles_accepted_total 1.0")
                .contains("flamegate_profiles_refused_total{reason=\"malformed_profile\"} 1.0")
                .contains("route=\"/api/v1/profiles\",status=\"422\"")
                .contains("flamegate_gates_seconds_count{verdict=\"PASS\"} 1")
                .contains("flamegate_store_series 1.0")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("12345");
    }

    @Test
    void isReadyOnlyBetweenOpeningAndClosing() {
        try (TestServer starting = new TestServer(false)) {
            assertThat(starting.get("/healthz").status()).isEqualTo(200);
            assertThat(starting.get("/readyz").status()).isEqualTo(503);
            assertThat(starting.get("/metrics").status()).isEqualTo(200);
            Answer upload = starting.post("/api/v1/profiles?service=a", "x");
            assertThat(upload.status()).isEqualTo(503);
            assertThat(upload.header("Retry-After")).isNotNull();
        }
        assertThat(server.get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void wrongMethodsAndAddressesAnswerInTheShapeOfAllErrors() {
        Answer method = server.send("PUT", "/api/v1/gates", BodyPublishers.noBody());
        Answer address = server.get("/api/v1/nothing");

        assertThat(method.status()).isEqualTo(405);
        assertThat(method.json().path("code").asText()).isEqualTo("method_not_allowed");
        assertThat(method.header("Allow")).contains("GET", "POST");
        assertThat(address.status()).isEqualTo(404);
        assertThat(address.json().path("code").asText()).isEqualTo("not_found");
        assertThat(address.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(address.header("Server")).isNull();
        assertThat(server.get("/nothing", "Accept", "text/html").text()).contains("<!doctype html>");
    }

    @Test
    void aPageOfAnotherSiteMayNotWrite() {
        Answer answer = server.post("/api/v1/gates", QUESTION, "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(server.gates.asked()).isEmpty();
    }

    @Test
    void stoppingLetsARequestUnderWayFinish() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.store.whenAppending(() -> {
            appending.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletableFuture<Answer> upload = CompletableFuture.supplyAsync(
                () -> server.post("/api/v1/profiles?service=shop", PprofBytes.cpu(0, "main")));
        appending.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        Thread.sleep(200);
        assertThat(stopped).isNotDone();
        go.countDown();

        assertThat(upload.get().status()).isEqualTo(200);
        assertThat(server.store.profiles()).hasSize(1);
        stopped.get();
    }

    @Test
    void aRequestThatDoesNotEndIsCutOffAndStoppingGoesOn() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.store.whenAppending(() -> {
            appending.countDown();
            awaitUninterruptibly(never);
        });
        CompletableFuture.runAsync(() -> server.post("/api/v1/profiles?service=shop", PprofBytes.cpu(0, "main")));
        appending.await();

        try {
            assertThatNoException().isThrownBy(server::close);
        } finally {
            never.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
