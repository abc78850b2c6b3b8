package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import dev.flamegate.http.HeldDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens as strangers send them, and what they claim as if the signature were right. */
class IdentityTokenFuzzTest {
    private static final JobIdentities IDENTITIES = new JobIdentities(
            new OidcSettings("https://issuer.example.org", "https://gate.example.org", List.of("4711")),
            new HeldDocuments(),
            Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC));
    private static final Target TARGET = new Target(Forge.GITHUB, "acme/shop", 7, "a".repeat(40));

    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        read(text);
        String head = base64("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8));
        read(head + "." + base64(bytes) + "." + base64(bytes));
    }

    private static void read(String text) {
        try {
            IdentityToken token = IdentityToken.parse(text);
            assertThat(text).startsWith(token.signedText());
            IDENTITIES.checkClaims(token.claims());
            IDENTITIES.checkPlace(token.claims(), TARGET);
            assertThat(token.claims().path("repository_id").asText()).isEqualTo("4711");
        } catch (JobIdentities.RefusedException e) {
            assertThat(e.status()).isIn(401, 403);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "{\"iss\":\"https://issuer.example.org\",\"aud\":\"https://gate.example.org\",\"iat\":1799999990,"
                                + "\"exp\":1800000300,\"repository\":\"acme/shop\",\"repository_id\":\"4711\","
                                + "\"ref\":\"refs/pull/7/merge\",\"jti\":\"x\"}",
                        "{\"iss\":\"https://issuer.example.org\",\"aud\":\"https://gate.example.org\",\"exp\":1e99}",
                        "eyJhbGciOiJub25lIn0.e30.",
                        "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AA",
                        "a.b.c",
                        "..",
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
