package dev.flamegate.delivery.github;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * GitHub's signature of a webhook: the header {@code X-Hub-Signature-256} is {@code sha256=} and the HMAC-SHA256 of the raw body in
 * hexadecimal digits. Compared in a time that does not tell how much of it was right.
 */
final class WebhookSignature {
    private static final String PREFIX = "sha256=";

    private WebhookSignature() {}

    static boolean matches(String secret, byte[] body, String header) {
        byte[] expected = (PREFIX + HexFormat.of().formatHex(code(secret, body))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] code(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
