package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.reports.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all pages have in common: the bar, the search, their scripts. */
class SiteTest {
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
    void searchFindsServicesVersionsAndGatesAndLeadsToAGateByItsId() {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.PASS));
        server.post("/api/v1/gates?wait=1s", "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}");
        server.post("/api/v1/profiles?service=Shop&version=1.0%26b&pod=p1", PprofBytes.cpu(0, "main"));

        assertThat(server.get("/search?q=sho").text()).contains("href=\"/services/Shop\"");
        assertThat(server.get("/search?q=1.0").text())
                .contains("href=\"/explore?service=Shop&amp;candidate=1.0%26b\"", "Shop 1.0&amp;b");
        assertThat(server.get("/search?q=GATE").text()).contains("href=\"/gates/gate-1\"");
        assertThat(server.get("/search?q=%3Cb%3E").text()).contains("No service, version or gate has '&lt;b&gt;'");
        Answer gate = server.get("/search?q=gate-1");
        assertThat(gate.status()).isEqualTo(302);
        assertThat(gate.header("Location")).isEqualTo("/gates/gate-1");
        assertThat(server.get("/search?q=+").status()).isEqualTo(400);
    }

    @Test
    void scriptsAreOfThisServiceAndAskedAgainEachTime() {
        Answer module = server.get("/assets/explore.mjs");

        assertThat(module.status()).isEqualTo(200);
        assertThat(module.header("Content-Type")).startsWith("text/javascript");
        String tag = String.valueOf(module.header("ETag"));
        assertThat(server.get("/assets/explore.mjs", "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(server.get("/assets/flame.mjs").text()).contains("export { ");
        assertThat(server.get("/assets/operate.css").header("Content-Type")).startsWith("text/css");
        for (String name : List.of("none.mjs", "..%2fopenapi.yaml", "openapi.yaml", "%2e%2e%2fflamegate.css")) {
            assertThat(server.get("/assets/" + name).status()).as(name).isEqualTo(404);
        }
    }

    @Test
    void aReportHasTheBarAboveAndTheOtherGatesOfItsServiceBelow() {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        String question = "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}";
        server.post("/api/v1/gates?wait=1s", question);
        server.post("/api/v1/gates?wait=1s", question);

        assertThat(server.get("/gates/gate-2").text())
                .contains("<a href=\"/explore\">", "Other gates of ", "href=\"/gates/gate-1\"")
                .doesNotContain("href=\"/gates/gate-2\"", "</script><script>alert");
    }

    @Test
    void rightToLeftMarksCannotTurnAPagesTextAround() {
        assertThat(Pages.text("a\u202eb\u0007<\ud83d\ude00")).isEqualTo("a\ufffdb\ufffd&lt;\ud83d\ude00");
    }

    @Test
    void ratesAreOfTheLastWholeSteps() {
        AtomicLong nanos = new AtomicLong();
        RecentCounts counts = new RecentCounts(nanos::get);
        counts.add(10);
        assertThat(counts.perSecond(1)).isEqualTo(10);
        nanos.set(20_000_000_000L);
        counts.add(600);
        assertThat(counts.perSecond(1)).isEqualTo(0.5);
        nanos.set(80_000_000_000L);
        assertThat(counts.perSecond(1)).isEqualTo(10);
        assertThat(counts.perSecond(10)).isEqualTo(610 / 80.0);
        nanos.set(2_000_000_000_000L);
        assertThat(counts.perSecond(10)).isZero();
    }

    @Test
    void theModulesPassTheirOwnTests() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(Path.of("src/test/js"))) {
            files.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .forEach(file -> all.append("import '").append(file.toUri()).append("';"));
        }
        assertThat(all).isNotEmpty();
        Process process;
        try {
            process = new ProcessBuilder("node", "--input-type=module", "--eval", all.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            abort("node is not installed, the pages' scripts are not tested: " + e.getMessage());
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
