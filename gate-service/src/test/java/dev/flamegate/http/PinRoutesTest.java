package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinRoutesTest {
    private static final String SHOP = "/api/v1/pins?service=shop&version=1.4.1";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private TestServer.Answer ask(String method, String path) {
        return server.send(method, path, BodyPublishers.noBody());
    }

    @Test
    void aVersionIsPinnedOnceListedAndLetGo() {
        assertThat(ask("PUT", SHOP).status()).isEqualTo(200);
        assertThat(ask("PUT", SHOP + "&reason=the%20last%20good%20one").status())
                .isEqualTo(200);

        assertThat(ask("GET", "/api/v1/pins").json())
                .isEqualTo(Json.MAPPER
                        .createObjectNode()
                        .set(
                                "pins",
                                Json.MAPPER
                                        .createArrayNode()
                                        .add(Json.MAPPER
                                                .createObjectNode()
                                                .put("service", "shop")
                                                .put("version", "1.4.1")
                                                .put("since", TestServer.NOW.toString())
                                                .put("reason", "the last good one"))));

        assertThat(ask("DELETE", SHOP).status()).isEqualTo(204);
        assertThat(ask("DELETE", SHOP).status()).isEqualTo(404);
        assertThat(ask("GET", "/api/v1/pins").json().path("pins")).isEmpty();
    }

    @Test
    void aPinWithoutAVersionIsRefused() {
        TestServer.Answer refused = ask("PUT", "/api/v1/pins?service=shop");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("'version' is missing");
    }
}
