package dev.flamegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String SHA = "a".repeat(40);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "acme/shop/more",
                "acme/../shop",
                "../etc/passwd",
                "acme/shop?x=1",
                "acme/shop#",
                "",
                "/shop",
                "acme/ shop"
            })
    void aRepositoryThatCouldLeadElsewhereIsRefused(String repository) {
        assertThatThrownBy(() -> new Target(Forge.GITHUB, repository, 1, SHA))
                .hasMessageContaining("is not owner/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "abcdef1", "A", "refs/heads/main"})
    void aCommitIsNamedWhole(String sha) {
        assertThatThrownBy(() -> new Target(Forge.GITHUB, "acme/shop", 1, sha)).hasMessageContaining("whole commit id");
    }

    @Test
    void projectsOfGitLabMayBeNested() {
        assertThat(new Target(Forge.GITLAB, "acme/backend/shop", 1, SHA).repository())
                .isEqualTo("acme/backend/shop");
    }
}
