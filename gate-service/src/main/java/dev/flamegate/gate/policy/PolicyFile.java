package dev.flamegate.gate.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A policy as it was sent: its text, and what it says.
 *
 * @param name for people: {@code .flamegate.yml}
 */
public record PolicyFile(String name, String text, PolicyDocument document) {

    /** @throws PolicyException with every error and its place */
    public static PolicyFile read(String name, String text) {
        return new PolicyFile(name, text, PolicyReader.read(name, text));
    }

    /** SHA-256 of the text, in hexadecimal digits. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
