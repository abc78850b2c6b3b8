package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRuleTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private static DeploymentRule rule(String repository, String environment, String candidate) {
        return DeploymentRule.of(Map.of(
                "repository", repository, "environment", environment, "service", "shop", "candidate", candidate));
    }

    private static Webhooks.Protect asked(String repository, String environment, String ref) {
        return new Webhooks.Protect(repository, environment, 1, SHA, ref);
    }

    @ParameterizedTest
    @CsvSource({
        "$sha, refs/heads/main, 0123456789abcdef0123456789abcdef01234567",
        "$short_sha, refs/heads/main, 0123456",
        "build-$short_sha, main, build-0123456",
        "$ref, refs/tags/v1.4.2, v1.4.2",
        "$ref, v1.4.2, v1.4.2",
        "$ref+$short_sha, refs/heads/feature/x, feature/x+0123456",
    })
    void theVersionIsMadeOfWhatIsDeployed(String candidate, String ref, String version) {
        assertThat(rule("acme/shop", "production", candidate).candidate(asked("acme/shop", "production", ref)))
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{a=~\"b.+\"}", "1.0,1.1", "refs/tags/", "-x", "a b", "$sha", "a\nb"})
    void aNameThatIsASelectorAListOrNothingIsNoVersion(String ref) {
        DeploymentRule rule = rule("acme/shop", "production", "$ref");

        assertThatThrownBy(() -> rule.candidate(asked("acme/shop", "production", ref)))
                .hasMessageContaining("makes no version");
    }

    @Test
    void aRuleIsForItsRepositoryAndItsEnvironmentWhateverTheirCapitals() {
        assertThat(rule("acme/shop", "production", "$sha").isFor(asked("Acme/Shop", "Production", "main")))
                .isTrue();
        assertThat(rule("acme/*", "*", "$sha").isFor(asked("acme/other", "staging", "main")))
                .isTrue();
        assertThat(rule("acme/*", "*", "$sha").isFor(asked("mallory/shop", "staging", "main")))
                .isFalse();
        assertThat(rule("acme/shop", "production", "$sha").isFor(asked("acme/shop", "staging", "main")))
                .isFalse();
    }

    @Test
    void theFirstRuleThatFitsHolds() {
        DeploymentRule one = rule("acme/shop", "production", "$sha");
        DeploymentRule all = rule("acme/*", "*", "$ref");
        DeploymentSettings settings =
                new DeploymentSettings(List.of(one, all), Duration.ofMinutes(30), Duration.ofHours(1));

        assertThat(settings.rule(asked("acme/shop", "production", "main"))).contains(one);
        assertThat(settings.rule(asked("acme/shop", "staging", "main"))).contains(all);
        assertThat(settings.rule(asked("other/shop", "staging", "main"))).isEmpty();
    }

    @Test
    void aRuleThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> rule("shop", "production", "$sha")).hasMessageContaining("owner/name");
        assertThatThrownBy(() -> rule("acme/shop", "", "$sha")).hasMessageContaining("environment");
        assertThatThrownBy(() -> rule("acme/shop", "production", "1.4.2")).hasMessageContaining("same for every");
        assertThatThrownBy(() -> DeploymentRule.of(Map.of("repo", "acme/shop"))).hasMessageContaining("repo");
    }

    @Test
    void aFollowIsShorterThanTheDeadline() {
        DeploymentRule rule = DeploymentRule.of(
                Map.of("repository", "acme/shop", "environment", "canary", "service", "shop", "follow", "15m"));
        DeploymentSettings tight = new DeploymentSettings(List.of(rule), Duration.ofMinutes(15), Duration.ZERO);
        DeploymentSettings roomy = new DeploymentSettings(List.of(rule), Duration.ofMinutes(16), Duration.ZERO);

        assertThatThrownBy(tight::check).hasMessageContaining("deployments.deadline");
        assertThatCode(roomy::check).doesNotThrowAnyException();
    }
}
