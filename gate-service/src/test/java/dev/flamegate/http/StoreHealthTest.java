package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.store.Damage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of the store, and asks of it. */
class StoreHealthTest {

    @Test
    void damageFoundAtOpeningIsSaidByReadinessAndCountedByMetrics() {
        try (TestServer server = new TestServer()) {
            assertThat(server.get("/readyz").json().has("damage")).isFalse();
            server.operations.damage = List.of(new Damage("store x, series, row 00000001", "checksum is wrong"));

            TestServer.Answer ready = server.get("/readyz");
            assertThat(ready.status()).as("what is left can be asked").isEqualTo(200);
            assertThat(ready.json().path("damage").path(0).asText())
                    .isEqualTo("store x, series, row 00000001: checksum is wrong");
            assertThat(server.get("/metrics").text()).contains("flamegate_store_damage 1.0");
        }
    }

    @Test
    void aBackupIsMadeUnderANameAndRefusedUnderOneThatIsTakenOrNone() {
        try (TestServer server = new TestServer()) {
            JsonNode made = server.post("/api/v1/admin/backups?name=b1", "").json();
            assertThat(made.path("name").asText()).isEqualTo("b1");
            assertThat(made.path("folder").asText()).isEqualTo("/backups/b1");
            assertThat(server.post("/api/v1/admin/backups?name=taken", "").status())
                    .isEqualTo(409);
            TestServer.Answer wrong = server.post("/api/v1/admin/backups?name=../x", "");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().path("field").asText()).isEqualTo("name");
        }
    }

    @Test
    void aPageOfAnotherSiteCannotAskForABackup() {
        try (TestServer server = new TestServer()) {
            assertThat(server.post("/api/v1/admin/backups", "", "Sec-Fetch-Site", "cross-site")
                            .status())
                    .isEqualTo(403);
        }
    }
}
