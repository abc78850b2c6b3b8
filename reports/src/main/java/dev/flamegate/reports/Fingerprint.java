package dev.flamegate.reports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a finding the same one in the next run: the service, the kind of profile and the function. Neither line nor version nor any
 * number is in it: those change while the finding stays.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Subject subject, String about) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {subject.service(), subject.profileType(), about}) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
