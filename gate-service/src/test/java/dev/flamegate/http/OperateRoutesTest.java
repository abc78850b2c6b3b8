package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.store.Damage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperateRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String plain(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void ingestCountsWhatCameAndWhatWasRefusedByReason() {
        server.post("/api/v1/profiles?service=shop&pod=p1", PprofBytes.cpu(0, "main"));
        server.post("/api/v1/profiles?service=shop&pod=%3Cb%3E2", PprofBytes.cpu(0, "main"));
        server.post("/api/v1/profiles?service=shop", "rubbish");

        assertThat(plain(server.get("/operate")))
                .containsPattern("profiles [\\d.]+ a second [\\d.]+ a second 2 ")
                .contains("malformed profile 1", "Nothing was scraped", "&lt;b&gt;2");
    }

    @Test
    void storeShowsSizesRollUpsDictionariesAndPins() {
        server.post("/api/v1/profiles?service=shop&pod=p1", PprofBytes.cpu(0, "main"));
        server.send(
                "PUT",
                "/api/v1/pins?service=shop&version=1&reason=bl%3Cack",
                java.net.http.HttpRequest.BodyPublishers.noBody());

        assertThat(plain(server.get("/operate/store")))
                .contains(
                        "On disk: 3.0 MiB",
                        "profiles, as they came profiles 3.0 MiB",
                        "nodes of call trees nodes 2.0 KiB")
                .contains("whole", "shop 1 1 1", "bl&lt;ack");
    }

    @Test
    void damageIsNotHidden() {
        server.operations.damage = List.of(new Damage("store x", "checksum is wrong"));

        assertThat(plain(server.get("/operate/store"))).contains("damaged").doesNotContain("whole");
    }

    @Test
    void configurationShowsWhereEachSettingComesFromAndOfSecretsOnlyTheFile() {
        server.server.showConfiguration(List.of(
                new ShownSetting("http.port", "4040", "default"),
                new ShownSetting("retention.profiles", "15d", "environment variable X"),
                new ShownSetting("github.token_file", "/run/t<oken", "flamegate.yaml, line 3"),
                new ShownSetting("github.webhook_secret_file", "", "default")));

        assertThat(plain(server.get("/operate/configuration")))
                .contains("http.port 4040 default", "retention.profiles 15d");
        assertThat(plain(server.get("/operate/store"))).contains("retention.profiles 15d environment variable X");
        assertThat(plain(server.get("/operate/access")))
                .contains("github.token set, not shown /run/t&lt;oken flamegate.yaml, line 3")
                .contains("github.webhook_secret not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operate",
                "/targets",
                "/labels",
                "/operate/store",
                "/outbox",
                "/operate/configuration",
                "/operate/access"
            })
    void everyTabIsReachedFromEveryOtherAndSaysWhereItIs(String path) {
        String page = server.get(path).text();

        assertThat(page)
                .contains(
                        "href=\"/operate\"",
                        "href=\"/targets\"",
                        "href=\"/labels\"",
                        "href=\"/operate/store\"",
                        "href=\"/outbox\"")
                .containsPattern("href=\"" + path + "\" aria-current=\"page\"")
                .contains("<a aria-current=\"page\" href=\"/operate\">");
    }
}
