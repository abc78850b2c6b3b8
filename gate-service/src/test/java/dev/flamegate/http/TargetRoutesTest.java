package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.scrape.TargetStatus;
import dev.flamegate.scrape.TargetStatus.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetRoutesTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsTargetsWithTheirStateAndEscapesWhatTheySay() {
        server.targets = List.of(target(Health.UP, Optional.empty()), target(Health.DOWN, Optional.of("<b>no")));

        JsonNode targets = server.get("/api/v1/targets").json().path("targets");
        assertThat(targets).hasSize(2);
        assertThat(targets.at("/0/health").asText()).isEqualTo("up");
        assertThat(targets.at("/0/labels/pod").asText()).isEqualTo("p<1>");
        assertThat(targets.at("/0/last_scrape").asText()).isEqualTo(TestServer.NOW.toString());
        assertThat(targets.at("/0/last_duration_seconds").asDouble()).isEqualTo(1.25);
        assertThat(targets.at("/0").has("error")).isFalse();
        assertThat(targets.at("/1/error").asText()).isEqualTo("<b>no");

        assertThat(server.get("/targets").text())
                .contains("1 of 2 up", "pod=p&lt;1&gt;", "&lt;b&gt;no", "took 1s250ms", "&#9679; up", "&#11042; down")
                .doesNotContain("<b>no", "<script>");
        assertThat(server.get("/metrics").text())
                .contains("flamegate_targets_up 1.0", "flamegate_targets_down 1.0", "flamegate_targets_unknown 0.0");
    }

    @Test
    void saysSoWhenNothingIsScraped() {
        assertThat(server.get("/targets").text()).contains("Nothing is scraped", "scrape_configs");
        assertThat(server.get("/api/v1/targets").json().path("targets")).isEmpty();
    }

    private static TargetStatus target(Health health, Optional<String> error) {
        return new TargetStatus(
                "shop",
                "process_cpu",
                "http://127.0.0.1:1/debug/pprof/profile?seconds=9",
                Map.of("pod", "p<1>"),
                health,
                Optional.of(TestServer.NOW),
                Optional.of(Duration.ofMillis(1250)),
                error,
                Optional.of(TestServer.NOW.plusSeconds(10)),
                1000,
                20,
                3,
                1);
    }
}
