package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Deployment;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Surface;
import dev.flamegate.delivery.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gates that somebody waits for, and that the service was stopped under. */
class InterruptedGatesTest {
    private static final String SHA = "a".repeat(40);
    private final TestServer server = new TestServer(false);

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] question(String place) {
        String json = "{\"service\": \"shop\", \"baseline\": \"1.0\", \"candidate\": \"1.1\"" + place + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private void interruptOnPullRequest() {
        server.publisher.surfaces = List.of(Surface.CHECK);
        Target target = new Target(Forge.GITHUB, "acme/shop", 7, SHA);
        String place = ", \"github\": {\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \"" + SHA + "\"}";
        server.outbox.announce("gate-0", "shop", target, question(place));
    }

    @Test
    void areAskedOnceMoreWhenItIsBackAndTheEarlierCheckGivesWay() {
        interruptOnPullRequest();
        server.open();

        assertThat(server.gates.asked()).hasSize(1);
        assertThat(server.gates.asked().get(0).candidate().name()).isEqualTo("1.1");
        server.outbox.deliverDue();
        assertThat(server.outbox.find("gate-0-check").orElseThrow().state()).isEqualTo(State.SUPERSEDED);
        assertThat(server.outbox.find("gate-1-check").orElseThrow().isOpen()).isTrue();
    }

    @Test
    void areNotAskedAThirdTimeInCaseTheyStoppedTheService() {
        interruptOnPullRequest();
        server.open();
        server.gates.clear();
        server.open();

        assertThat(server.gates.asked()).isEmpty();
        server.outbox.deliverDue();
        assertThat(server.publisher.said).contains("gate-1-check Failed");
    }

    @Test
    void thatADeploymentWaitsForAreAskedOnceMoreForIt() {
        server.publisher.surfaces = List.of(Surface.DEPLOYMENT);
        Deployment waiting = new Deployment(42, "production", TestServer.NOW.plus(Duration.ofMinutes(30)), null);
        Target target = new Target(Forge.GITHUB, "acme/shop", null, SHA, waiting);
        server.outbox.announce("gate-0", "shop", target, question(""));
        server.open();

        assertThat(server.outbox.of("gate-0")).isEmpty();
        assertThat(server.outbox.of("gate-1"))
                .singleElement()
                .satisfies(row -> assertThat(row.target()).isEqualTo(target));
    }

    @Test
    void thatWereEndedAlreadyAreLeftAlone() {
        server.open();
        interruptOnPullRequest();
        server.outbox.deliverDue();
        server.open();

        assertThat(server.gates.asked()).isEmpty();
    }
}
