package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example is the one that GitHub's page "Validating webhook deliveries" publishes. */
class WebhookSignatureTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void gitHubsPublishedExampleMatches() {
        assertThat(WebhookSignature.matches(SECRET, BODY, SIGNATURE)).isTrue();
    }

    @Test
    void everySingleBitOfBodyAndSignatureCounts() {
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] other = BODY.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(WebhookSignature.matches(SECRET, other, SIGNATURE)).isFalse();
        }
        for (int i = 7; i < SIGNATURE.length(); i++) {
            char other = SIGNATURE.charAt(i) == '0' ? '1' : '0';
            String changed = SIGNATURE.substring(0, i) + other + SIGNATURE.substring(i + 1);
            assertThat(WebhookSignature.matches(SECRET, BODY, changed)).isFalse();
        }
    }

    @Test
    void nothingAndAnotherKindOfSignatureDoNotMatch() {
        assertThat(WebhookSignature.matches(SECRET, BODY, "")).isFalse();
        assertThat(WebhookSignature.matches(SECRET, BODY, "sha1=" + SIGNATURE.substring(7)))
                .isFalse();
        assertThat(WebhookSignature.matches("another secret", BODY, SIGNATURE)).isFalse();
    }
}
