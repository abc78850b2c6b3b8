package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys of the issuer (RFC 7517), from one fixed address, never one that a token names. Kept; a key that is not known has them
 * fetched again, at most once a minute, so that made-up keys cost the issuer nothing.
 */
final class IssuerKeys {
    private static final Duration FETCH_PAUSE = Duration.ofMinutes(1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final int BYTES_MAX = 1 << 20;
    private static final int KEYS_MAX = 100;
    private static final int BITS_MIN = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Map<String, PublicKey> keys = Map.of();
    private Instant fetched = Instant.MIN;

    IssuerKeys(String issuer, Clock clock) {
        this.address = URI.create(issuer + "/.well-known/jwks");
        this.clock = clock;
    }

    /** @throws IOException if the issuer cannot be asked */
    synchronized Optional<PublicKey> find(String id) throws IOException {
        Instant now = clock.instant();
        if (!keys.containsKey(id) && (fetched.equals(Instant.MIN) || !now.isBefore(fetched.plus(FETCH_PAUSE)))) {
            fetched = now;
            keys = read(fetch());
        }
        return Optional.ofNullable(keys.get(id));
    }

    private byte[] fetch() throws IOException {
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(address).timeout(ANSWER_MAX).build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (answer.statusCode() != 200 || bytes.length > BYTES_MAX) {
                    throw new IOException(
                            address + " answered " + answer.statusCode() + " and " + bytes.length + " bytes");
                }
                return bytes;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Keys of other kinds, or too short ones, are left out. */
    static Map<String, PublicKey> read(byte[] body) throws IOException {
        Map<String, PublicKey> found = new HashMap<>();
        for (JsonNode key : JSON.readTree(body).path("keys")) {
            BigInteger modulus = number(key.path("n").asText());
            if (key.path("kty").asText().equals("RSA") && modulus.bitLength() >= BITS_MIN && found.size() < KEYS_MAX) {
                try {
                    RSAPublicKeySpec spec =
                            new RSAPublicKeySpec(modulus, number(key.path("e").asText()));
                    found.put(
                            key.path("kid").asText(),
                            KeyFactory.getInstance("RSA").generatePublic(spec));
                } catch (GeneralSecurityException e) {
                    throw new IOException("a key of the issuer is no RSA key", e);
                }
            }
        }
        return Map.copyOf(found);
    }

    private static BigInteger number(String base64) throws IOException {
        try {
            return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException("a key of the issuer is not base64url", e);
        }
    }
}
