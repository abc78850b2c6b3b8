package dev.flamegate.tests.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A key of a GitHub App: the service has the private half in a file, the fake GitHub the public one. */
final class AppKeys {
    /** What PKCS#8 puts before the PKCS#1 of a key of 2048 bits. */
    private static final int PKCS8_HEAD_BYTES = 26;

    private final KeyPair pair;

    AppKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As GitHub gives it out. */
    Path writePkcs1(Path folder) throws IOException {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        return write(folder, "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD_BYTES, pkcs8.length));
    }

    Path writePkcs8(Path folder) throws IOException {
        return write(folder, "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static Path write(Path folder, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve("app.pem"),
                "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    /** Whether the token was signed with the private half, by the one algorithm that there is. */
    boolean signed(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3
                || !new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8).contains("\"RS256\"")) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
