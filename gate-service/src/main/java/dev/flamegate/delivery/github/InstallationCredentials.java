package dev.flamegate.delivery.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GHAppInstallationToken;

/** The token of one installation of an App: kept until shortly before it ends, and made anew when GitHub refuses it. */
final class InstallationCredentials implements Credentials {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final GHAppInstallation installation;
    private final Clock clock;
    private @Nullable String token;
    private Instant until = Instant.MIN;

    InstallationCredentials(GHAppInstallation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public synchronized String header() throws IOException {
        if (token == null || !clock.instant().isBefore(until)) {
            GHAppInstallationToken made = installation.createToken().create();
            token = made.getToken();
            until = made.getExpiresAt().toInstant().minus(MARGIN);
        }
        return "Bearer " + token;
    }

    @Override
    public synchronized void renew() {
        token = null;
    }
}
