package dev.flamegate.delivery.github;

import java.net.URI;
import java.util.List;

/**
 * How the service is known to GitHub. Secrets stand in files of their own: a configuration is printed and passed around. With neither an
 * App nor a token nothing is posted.
 *
 * @param apiUrl {@code https://HOST/api/v3} for GitHub Enterprise Server
 * @param appId id or client id of the GitHub App; empty for none
 * @param privateKeyFile the App's key as GitHub gives it out
 * @param tokenFile a token instead of an App: comments and commit statuses, no checks
 * @param webhookSecretFile what GitHub signs its webhooks with; empty refuses all of them
 * @param repositories {@code owner/name}, or {@code owner/*}, that are posted to; empty for all that App or token may write to
 * @param pictures whether comments show the flame graph: GitHub makes a public copy of it
 */
public record GitHubSettings(
        String apiUrl,
        String appId,
        String privateKeyFile,
        String tokenFile,
        String webhookSecretFile,
        List<String> repositories,
        boolean pictures) {

    public GitHubSettings {
        repositories = List.copyOf(repositories);
        require(
                apiUrl.matches("https?://[^\\s\"'<>?#]+[^/]"),
                "api_url is '" + apiUrl + "', expected https://HOST/...");
        require(
                apiUrl.startsWith("https:") || isLocal(URI.create(apiUrl).getHost()),
                "api_url is '" + apiUrl + "': without TLS only this machine may be asked");
        require(appId.matches("[A-Za-z0-9._-]{0,100}"), "app_id is '" + appId + "', expected a number or a client id");
        for (String one : repositories) {
            require(
                    one.matches("[\\w.-]+/([\\w.-]+|\\*)"),
                    "repositories has '" + one + "', expected owner/name or owner/*");
        }
    }

    public static GitHubSettings withDefaults() {
        return new GitHubSettings("https://api.github.com", "", "", "", "", List.of(), false);
    }

    /**
     * Keys are set one after the other, so what holds between them is asked once all are.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    void check() {
        require(
                appId.isEmpty() == privateKeyFile.isEmpty(),
                "github.app_id and github.private_key_file belong together, and only one of them is set");
        require(
                appId.isEmpty() || tokenFile.isEmpty(),
                "github.token_file stands beside github.app_id, at most one of them may");
    }

    boolean isSetUp() {
        return !appId.isEmpty() || !tokenFile.isEmpty();
    }

    boolean hasApp() {
        return !appId.isEmpty();
    }

    boolean allows(String repository) {
        String owner = repository.substring(0, repository.indexOf('/'));
        return repositories.isEmpty()
                || repositories.stream()
                        .anyMatch(one -> one.equalsIgnoreCase(repository) || one.equalsIgnoreCase(owner + "/*"));
    }

    private static boolean isLocal(String host) {
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
