package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.delivery.Target;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity that GitHub gives to a job, as OpenID Connect has it: a JSON web token (RFC 7519) signed with RS256, and with nothing else,
 * whatever its head says. It decides for whom the service posts: a job has verdicts posted to its own repository, and one that runs for a
 * pull request to that pull request alone.
 */
public final class JobIdentities {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final OidcSettings settings;
    private final IssuerKeys keys;
    private final UsedIdentities used;
    private final Clock clock;

    public JobIdentities(OidcSettings settings, DocumentStore documents, Clock clock) {
        this.settings = settings;
        this.keys = new IssuerKeys(settings.issuer(), clock);
        this.used = new UsedIdentities(documents);
        this.clock = clock;
    }

    /** Who asks may not have this posted. The message says why, and never what the token was. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        /** 401 without a valid identity, 403 with one that may not, 503 if the issuer cannot be asked. */
        public int status() {
            return status;
        }
    }

    /** Whether whoever has verdicts posted must say who they are. */
    public boolean areRequired() {
        return settings.isRequired();
    }

    /**
     * Nothing, if no repositories are named in the settings.
     *
     * @param authorization value of that header; null for none
     * @param question that is asked with it
     */
    public void check(@Nullable String authorization, Target target, byte[] question) throws RefusedException {
        if (!settings.isRequired()) {
            return;
        }
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new RefusedException(401, "a verdict is posted only for jobs of GitHub that say who they are");
        }
        IdentityToken token =
                IdentityToken.parse(authorization.substring("Bearer ".length()).strip());
        if (!token.isSignedWith(key(token.keyId()))) {
            throw new RefusedException(401, "the identity's signature does not match");
        }
        checkClaims(token.claims());
        checkPlace(token.claims(), target);
        checkFirstUse(token.claims(), question);
    }

    void checkPlace(JsonNode claims, Target target) throws RefusedException {
        if (!settings.repositoryIds().contains(claims.path("repository_id").asText())) {
            throw new RefusedException(403, "this repository is not among oidc.repository_ids");
        }
        String repository = claims.path("repository").asText();
        if (!repository.equalsIgnoreCase(target.repository())) {
            throw new RefusedException(403, "a job of " + repository + " asks for another repository's pull request");
        }
        String ref = claims.path("ref").asText();
        if (ref.matches("refs/pull/\\d+/merge") && !ref.equals("refs/pull/" + target.pullRequest() + "/merge")) {
            throw new RefusedException(403, "a job of " + ref + " asks for another pull request");
        }
    }

    private void checkFirstUse(JsonNode claims, byte[] question) throws RefusedException {
        String id = claims.path("jti").asText();
        if (id.isEmpty()) {
            throw new RefusedException(401, "the identity does not say its 'jti'");
        }
        if (!used.isFor(id, question, time(claims, "exp").plus(SKEW), clock.instant())) {
            throw new RefusedException(401, "the identity was used for another question: ask GitHub for a new one");
        }
    }

    private PublicKey key(String id) throws RefusedException {
        try {
            return keys.find(id)
                    .orElseThrow(() -> new RefusedException(
                            401, "the identity is signed with a key that the issuer does not have"));
        } catch (IOException e) {
            throw new RefusedException(503, "the issuer of identities cannot be asked for its keys");
        }
    }

    void checkClaims(JsonNode claims) throws RefusedException {
        if (!claims.path("iss").asText().equals(settings.issuer())) {
            throw new RefusedException(401, "the identity is of another issuer");
        }
        if (settings.audience().isEmpty() || !claims.path("aud").asText().equals(settings.audience())) {
            throw new RefusedException(401, "the identity is made for another audience");
        }
        Instant now = clock.instant();
        if (!now.isBefore(time(claims, "exp").plus(SKEW))) {
            throw new RefusedException(401, "the identity has expired");
        }
        if (now.isBefore(time(claims, "iat").minus(SKEW))
                || claims.has("nbf") && now.isBefore(time(claims, "nbf").minus(SKEW))) {
            throw new RefusedException(401, "the identity is not valid yet");
        }
    }

    private static Instant time(JsonNode claims, String name) throws RefusedException {
        if (!claims.path(name).canConvertToLong() || !claims.path(name).isIntegralNumber()) {
            throw new RefusedException(401, "the identity does not say its '" + name + "'");
        }
        return Instant.ofEpochSecond(
                Math.max(0, Math.min(1L << 40, claims.path(name).asLong())));
    }
}
