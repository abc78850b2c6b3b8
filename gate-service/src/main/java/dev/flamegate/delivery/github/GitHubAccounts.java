package dev.flamegate.delivery.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHApp;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/** Who the service is in a repository: the App's installation there, or the owner of the token. Safe for use by many threads. */
final class GitHubAccounts {
    /** The library only wants to know that there is something: the connector signs. */
    private static final String SIGNED_LATER = "signed by the connector";

    private final GitHubSettings settings;
    private final Clock clock;
    private final @Nullable AppKey key;
    private final Map<String, Account> accounts = new HashMap<>();

    /**
     * @param sender for requests that the library does not know
     * @param login what the service's comments are signed with
     * @param installation 0 for a token
     */
    record Account(GitHub api, Sender sender, String login, long installation) {}

    /** @throws IllegalArgumentException if a file with a secret cannot be read */
    GitHubAccounts(GitHubSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.key = settings.hasApp() ? AppKey.read(settings.appId(), Path.of(settings.privateKeyFile()), clock) : null;
        if (!settings.tokenFile().isEmpty()) {
            try {
                token();
            } catch (IOException e) {
                throw new IllegalArgumentException("github.token_file: " + e.getMessage(), e);
            }
        }
    }

    synchronized Account in(String repository) throws IOException {
        String name = repository.toLowerCase(Locale.ROOT);
        Account known = accounts.get(name);
        if (known == null) {
            known = key == null ? owner() : installation(key, repository);
            accounts.put(name, known);
        }
        return known;
    }

    /** An App that was removed and installed again has another installation. */
    synchronized void forget(String repository) {
        accounts.remove(repository.toLowerCase(Locale.ROOT));
    }

    private Account owner() throws IOException {
        Sender sender = new Sender(() -> "Bearer " + token());
        GitHub api = api(sender);
        return new Account(api, sender, api.getMyself().getLogin(), 0);
    }

    private Account installation(AppKey appKey, String repository) throws IOException {
        GHApp app = api(new Sender(() -> "Bearer " + appKey.token())).getApp();
        String[] parts = repository.split("/");
        GHAppInstallation installation = app.getInstallationByRepository(parts[0], parts[1]);
        Sender sender = new Sender(new InstallationCredentials(installation, clock));
        return new Account(api(sender), sender, app.getSlug() + "[bot]", installation.getId());
    }

    private GitHub api(Sender sender) throws IOException {
        return new GitHubBuilder()
                .withEndpoint(settings.apiUrl())
                .withAuthorizationProvider(() -> SIGNED_LATER)
                .withConnector(sender)
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                .build();
    }

    /** Read each time, so that it can be changed. */
    private String token() throws IOException {
        Path file = Path.of(settings.tokenFile());
        String token = Files.readString(file).strip();
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IOException(file + " holds no token of plain characters on one line");
        }
        return token;
    }
}
