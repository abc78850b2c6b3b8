package dev.flamegate.delivery.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.delivery.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabSettingsTest {
    private static final String URL = "https://gitlab.example.org/api/v4";

    @TempDir
    Path folder;

    private static GitLabSettings settings(String url, List<String> projects, List<String> services) {
        return new GitLabSettings(url, "token", projects, services, false);
    }

    @Test
    void theTokenGoesOnlyOverTlsOrToThisMachine() {
        assertThatThrownBy(() -> settings("http://gitlab.example.org/api/v4", List.of(), List.of()))
                .hasMessageContaining("without TLS");
        assertThat(settings("http://127.0.0.1:8080/gitlab/api/v4", List.of(), List.of())
                        .isSetUp())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://gitlab.example.org", "https://gitlab.example.org/api/v4/", "gitlab.example.org"})
    void theAddressIsThatOfTheApi(String url) {
        assertThatThrownBy(() -> settings(url, List.of(), List.of())).hasMessageContaining("https://HOST/api/v4");
    }

    @Test
    void projectsMayBeNamedOneByOneOrByGroupWithAllBelowIt() {
        GitLabSettings some = settings(URL, List.of("acme/*", "other/team/shop"), List.of());

        assertThat(some.allows("Acme/backend/shop")).isTrue();
        assertThat(some.allows("other/team/shop")).isTrue();
        assertThat(some.allows("other/team/else")).isFalse();
        assertThat(some.allows("acmeevil/shop")).isFalse();
    }

    @Test
    void aServiceHasOneProject() {
        GitLabSettings some = settings(URL, List.of(), List.of("shop=acme/backend/shop", "a=b=acme/odd"));

        assertThat(some.project("shop")).contains("acme/backend/shop");
        assertThat(some.project("a=b")).contains("acme/odd");
        assertThat(some.project("cart")).isEmpty();
        assertThatThrownBy(() -> settings(URL, List.of(), List.of("shop=a/b", "shop=c/d")))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> settings(URL, List.of(), List.of("shop")))
                .hasMessageContaining("service=group/project");
    }

    @Test
    void aTokenThatIsNoneIsFoundAtTheStartAndNotPrinted() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "glpat-secret\nglpat-more\n");
        GitLabSettings settings = new GitLabSettings(URL, file.toString(), List.of(), List.of(), false);
        Wording wording = new Wording(gate -> gate, false);

        assertThatThrownBy(() -> new GitLabPublisher(settings, wording, Clock.systemUTC()))
                .hasMessageContaining("gitlab.token_file")
                .hasMessageNotContaining("secret");
    }
}
