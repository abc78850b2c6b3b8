package dev.flamegate.delivery.github;

import java.util.List;

/**
 * Which jobs of GitHub may have verdicts posted, by the identity that GitHub gives to a job.
 *
 * @param issuer {@code https://HOST/_services/token} for GitHub Enterprise Server
 * @param audience what tokens must be made for: the service's own address
 * @param repositoryIds numbers of repositories; names can be taken again by somebody else. Empty asks for no identity
 */
public record OidcSettings(String issuer, String audience, List<String> repositoryIds) {
    public OidcSettings {
        repositoryIds = List.copyOf(repositoryIds);
        require(issuer.matches("https?://[^\\s\"'<>?#]+[^/]"), "issuer is '" + issuer + "', expected https://HOST/...");
        require(
                issuer.startsWith("https:") || issuer.matches("http://(localhost|127\\.[0-9.]+)(:\\d+)?(/.*)?"),
                "issuer is '" + issuer + "': without TLS only this machine is believed");
        for (String id : repositoryIds) {
            require(id.matches("[1-9]\\d{0,18}"), "repository_ids has '" + id + "', expected a number");
        }
    }

    public static OidcSettings withDefaults() {
        return new OidcSettings("https://token.actions.githubusercontent.com", "", List.of());
    }

    boolean isRequired() {
        return !repositoryIds.isEmpty();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
