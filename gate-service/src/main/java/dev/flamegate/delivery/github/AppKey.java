package dev.flamegate.delivery.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key of a GitHub App, and the tokens that it signs: RS256, valid from a minute ago, because clocks differ, for less than the ten
 * minutes that GitHub allows. Keys come as PKCS#1 ({@code BEGIN RSA PRIVATE KEY}); the JDK reads PKCS#8, which is the same with a header.
 */
final class AppKey {
    private static final int SECONDS_BEFORE = 60;
    private static final int SECONDS_AFTER = 540;

    /** Version 0, and the algorithm rsaEncryption without parameters, in DER (RFC 5208, RFC 8017). */
    private static final byte[] PKCS8_HEAD = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private final String appId;
    private final PrivateKey key;
    private final Clock clock;

    private AppKey(String appId, PrivateKey key, Clock clock) {
        this.appId = appId;
        this.key = key;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the file, if it holds no RSA key; never what it holds */
    static AppKey read(String appId, Path file, Clock clock) {
        try {
            return new AppKey(appId, parse(Files.readString(file), file), clock);
        } catch (IOException e) {
            throw new IllegalArgumentException("github.private_key_file " + file + " cannot be read: " + e, e);
        }
    }

    static PrivateKey parse(String pem, Path file) {
        String kind = pem.contains("-----BEGIN RSA PRIVATE KEY-----") ? "RSA PRIVATE KEY" : "PRIVATE KEY";
        String line = "-----BEGIN " + kind + "-----";
        int begin = pem.indexOf(line);
        int end = begin < 0 ? -1 : pem.indexOf("-----END " + kind + "-----", begin + line.length());
        if (end < 0) {
            throw new IllegalArgumentException("github.private_key_file " + file
                    + " holds no private key in PEM: no line BEGIN RSA PRIVATE KEY or BEGIN PRIVATE KEY");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + line.length(), end));
            byte[] pkcs8 = kind.startsWith("RSA") ? wrapped(der) : der;
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "github.private_key_file " + file + " holds no RSA key that can be read", e);
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = tagged(4, pkcs1);
        byte[] content = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + octets.length);
        System.arraycopy(octets, 0, content, PKCS8_HEAD.length, octets.length);
        return tagged(0x30, content);
    }

    /** Tag, length in two bytes, content. */
    private static byte[] tagged(int tag, byte[] content) {
        byte[] whole = new byte[content.length + 4];
        whole[0] = (byte) tag;
        whole[1] = (byte) 0x82;
        whole[2] = (byte) (content.length >> 8);
        whole[3] = (byte) content.length;
        System.arraycopy(content, 0, whole, 4, content.length);
        return whole;
    }

    /** A token that says that its bearer is the App. */
    String token() {
        long now = clock.instant().getEpochSecond();
        String head = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String body = base64("{\"iat\":" + (now - SECONDS_BEFORE) + ",\"exp\":" + (now + SECONDS_AFTER) + ",\"iss\":\""
                + appId + "\"}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
            return head + "." + body + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with the key of App " + appId, e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
