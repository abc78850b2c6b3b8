package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.delivery.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubSettingsTest {
    private static final Wording WORDING = new Wording(gate -> gate, false);

    @TempDir
    Path folder;

    private static GitHubSettings settings(String url, String app, String key, String token) {
        return new GitHubSettings(url, app, key, token, "", List.of(), false);
    }

    @Test
    void secretsGoOnlyOverTlsOrToThisMachine() {
        assertThatThrownBy(() -> settings("http://github.example.org/api/v3", "", "", ""))
                .hasMessageContaining("without TLS");
        assertThat(settings("http://127.0.0.1:8080/api/v3", "", "", "").isSetUp())
                .isFalse();
    }

    @Test
    void anAppNeedsItsKeyAndStandsAlone() {
        String url = "https://api.github.com";
        assertThatThrownBy(() -> settings(url, "12", "", "").check()).hasMessageContaining("belong together");
        assertThatThrownBy(() -> settings(url, "12", "key.pem", "token").check())
                .hasMessageContaining("at most one");
    }

    @Test
    void aKeyThatIsNoneIsFoundAtTheStartAndNotPrinted() throws Exception {
        Path file = Files.writeString(
                folder.resolve("app.pem"),
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n");
        GitHubSettings settings = settings("https://api.github.com", "12", file.toString(), "");

        assertThatThrownBy(() -> new GitHubPublisher(settings, WORDING, Clock.systemUTC()))
                .hasMessageContaining("app.pem")
                .hasMessageContaining("no RSA key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void repositoriesMayBeNamedOneByOneOrByOwner() {
        GitHubSettings some = new GitHubSettings(
                "https://api.github.com", "", "", "token", "", List.of("acme/*", "other/shop"), false);

        assertThat(some.allows("Acme/anything")).isTrue();
        assertThat(some.allows("other/shop")).isTrue();
        assertThat(some.allows("other/else")).isFalse();
    }
}
