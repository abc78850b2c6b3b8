package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import dev.flamegate.http.HeldDocuments;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an issuer on this machine, with a key of its own. */
class JobIdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String AUDIENCE = "https://gate.example.org";
    private static final byte[] QUESTION = "{\"service\": \"shop\"}".getBytes(StandardCharsets.UTF_8);
    private static final Target TARGET = new Target(Forge.GITHUB, "acme/shop", 7, "a".repeat(40));

    private final AtomicInteger fetches = new AtomicInteger();
    private final HeldDocuments documents = new HeldDocuments();
    private KeyPair pair;
    private HttpServer server;
    private String issuer;
    private JobIdentities identities;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks", exchange -> {
            fetches.incrementAndGet();
            byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        identities = new JobIdentities(
                new OidcSettings(issuer, AUDIENCE, List.of("4711")), documents, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k1\", \"n\": \""
                + base64(key.getModulus().toByteArray()) + "\", \"e\": \""
                + base64(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", issuer);
        claims.put("jti", "once");
        claims.put("aud", AUDIENCE);
        claims.put("repository", "acme/shop");
        claims.put("repository_id", "4711");
        claims.put("ref", "refs/pull/7/merge");
        claims.put("iat", NOW.getEpochSecond() - 10);
        claims.put("nbf", NOW.getEpochSecond() - 10);
        claims.put("exp", NOW.getEpochSecond() + 300);
        return claims;
    }

    private String unsigned(String algorithm, String key, Map<String, Object> claims) throws Exception {
        String head = "{\"typ\": \"JWT\", \"alg\": \"" + algorithm + "\", \"kid\": \"" + key + "\"}";
        return base64(head.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(new ObjectMapper().writeValueAsBytes(claims));
    }

    private String signed(String algorithm, String key, Map<String, Object> claims) throws Exception {
        String text = unsigned(algorithm, key, claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return "Bearer " + text + "." + base64(signature.sign());
    }

    private void refused(String header, int status, String words) {
        assertThatThrownBy(() -> identities.check(header, TARGET, QUESTION))
                .isInstanceOfSatisfying(
                        JobIdentities.RefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(words);
    }

    private void refusedWith(String claim, Object value, int status, String words) throws Exception {
        Map<String, Object> claims = claims();
        claims.put(claim, value);
        refused(signed("RS256", "k1", claims), status, words);
    }

    @Test
    void aValidIdentityIsTakenAndTheKeysAreFetchedOnce() throws Exception {
        String header = signed("RS256", "k1", claims());

        for (int i = 0; i < 3; i++) {
            assertThatCode(() -> identities.check(header, TARGET, QUESTION)).doesNotThrowAnyException();
        }
        assertThat(fetches.get()).isEqualTo(1);
    }

    @Test
    void nobodyIsAskedWhereNoRepositoriesAreNamed() {
        JobIdentities open = new JobIdentities(OidcSettings.withDefaults(), documents, Clock.systemUTC());

        assertThatCode(() -> open.check(null, TARGET, QUESTION)).doesNotThrowAnyException();
    }

    @Test
    void noIdentityAndNoTokenAreRefused() {
        refused(null, 401, "say who they are");
        refused("Basic abc", 401, "say who they are");
        refused("Bearer abc", 401, "no signed token");
        refused("Bearer a.b.c", 401, "no signed token");
    }

    @Test
    void aTokenWithoutASignatureIsRefusedWhateverItsAlgorithmSays() throws Exception {
        refused("Bearer " + unsigned("none", "k1", claims()) + ".", 401, "RS256");
        refused("Bearer " + unsigned("RS256", "k1", claims()) + ".", 401, "signature");
        refused(signed("none", "k1", claims()), 401, "RS256");
    }

    @Test
    void aTokenThatIsSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        String text = unsigned("HS256", "k1", claims());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));

        refused("Bearer " + text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))), 401, "RS256");
    }

    @Test
    void aKeyThatTheIssuerDoesNotHaveIsRefusedAndAskedForOnceAMinute() throws Exception {
        refused(signed("RS256", "k2", claims()), 401, "does not have");
        refused(signed("RS256", "k3", claims()), 401, "does not have");

        assertThat(fetches.get()).isEqualTo(1);
    }

    @Test
    void aChangedClaimBreaksTheSignature() throws Exception {
        String[] parts = signed("RS256", "k1", claims()).split("\\.");
        Map<String, Object> other = claims();
        other.put("repository", "mallory/shop");
        String changed = unsigned("RS256", "k1", other).split("\\.")[1];

        refused(parts[0] + "." + changed + "." + parts[2], 401, "signature");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://token.example.com, 401, another issuer",
        "aud, https://github.com/acme, 401, another audience",
        "repository_id, 4712, 403, not among oidc.repository_ids",
        "repository, acme/other, 403, another repository",
        "ref, refs/pull/8/merge, 403, another pull request",
    })
    void anIdentityForSomethingElseIsRefused(String claim, String value, int status, String words) throws Exception {
        refusedWith(claim, value, status, words);
    }

    @Test
    void anIdentityOutsideItsTimeIsRefusedAndClocksMayDifferByAMinute() throws Exception {
        refusedWith("exp", NOW.getEpochSecond() - 61, 401, "expired");
        refusedWith("exp", "soon", 401, "does not say its 'exp'");
        refusedWith("nbf", NOW.getEpochSecond() + 61, 401, "not valid yet");
        refusedWith("iat", NOW.getEpochSecond() + 61, 401, "not valid yet");
        Map<String, Object> late = claims();
        late.put("exp", NOW.getEpochSecond() - 59);
        assertThatCode(() -> identities.check(signed("RS256", "k1", late), TARGET, QUESTION))
                .doesNotThrowAnyException();
    }

    @Test
    void aRepositoryThatTookAnothersNameIsToldByItsNumber() throws Exception {
        refusedWith("repository_id", "9999", 403, "not among");
    }

    @Test
    void anIdentityIsGoodForOneQuestionWhichMayBeRepeated() throws Exception {
        String header = signed("RS256", "k1", claims());
        byte[] other = "{\"service\": \"shop\", \"policy\": \"informational: true\"}".getBytes(StandardCharsets.UTF_8);
        identities.check(header, TARGET, QUESTION);
        identities.check(header, TARGET, QUESTION);

        assertThatThrownBy(() -> identities.check(header, TARGET, other)).hasMessageContaining("another question");
        JobIdentities startedAgain = new JobIdentities(
                new OidcSettings(issuer, AUDIENCE, List.of("4711")), documents, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> startedAgain.check(header, TARGET, other)).hasMessageContaining("another question");
        Map<String, Object> next = claims();
        next.put("jti", "twice");
        String fresh = signed("RS256", "k1", next);
        assertThatCode(() -> startedAgain.check(fresh, TARGET, other)).doesNotThrowAnyException();
    }

    @Test
    void anIdentityThatCannotBeToldFromOthersIsRefused() throws Exception {
        refusedWith("jti", "", 401, "'jti'");
    }

    @Test
    void withoutTheIssuerNobodyIsLetIn() throws Exception {
        String header = signed("RS256", "k1", claims());
        server.stop(0);

        refused(header, 503, "cannot be asked");
    }
}
