package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.delivery.github.JobIdentities.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * A JSON web token (RFC 7519) in its parts. Nothing in it is known to be true before the signature is.
 *
 * @param keyId of the key that it says to be signed with
 * @param claims what it says
 */
record IdentityToken(String keyId, JsonNode claims, String signedText, byte[] signature) {
    private static final int CHARS_MAX = 16_384;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Only tokens that are to be signed with RS256, whatever other algorithms there are. */
    static IdentityToken parse(String token) throws RefusedException {
        String[] parts = token.length() > CHARS_MAX ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            throw noToken();
        }
        JsonNode head = json(parts[0]);
        if (!head.path("alg").asText().equals("RS256") || head.has("crit")) {
            throw new RefusedException(401, "the identity is not signed with RS256");
        }
        return new IdentityToken(head.path("kid").asText(), json(parts[1]), parts[0] + "." + parts[1], bytes(parts[2]));
    }

    boolean isSignedWith(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signedText.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode json(String part) throws RefusedException {
        try {
            return JSON.readTree(bytes(part));
        } catch (IOException e) {
            throw noToken();
        }
    }

    private static byte[] bytes(String part) throws RefusedException {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw noToken();
        }
    }

    private static RefusedException noToken() {
        return new RefusedException(401, "the identity is no signed token");
    }
}
