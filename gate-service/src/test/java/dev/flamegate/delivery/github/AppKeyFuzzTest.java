package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are said to hold the key of an App. */
class AppKeyFuzzTest {
    private static final Path FILE = Path.of("app.pem");

    @MethodSource("seeds")
    @FuzzTest
    void isAKeyOrAReasonThatNamesTheFileAndNotWhatItHolds(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        read(text);
        for (String kind : new String[] {"RSA PRIVATE KEY", "PRIVATE KEY"}) {
            String base64 = Base64.getMimeEncoder().encodeToString(bytes);
            read("-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
        }
    }

    private static void read(String pem) {
        try {
            assertThat(AppKey.parse(pem, FILE).getAlgorithm()).isEqualTo("RSA");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("github.private_key_file app.pem holds no [ A-Za-z0-9:#]{1,120}");
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                        "-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----",
                        "0\u0082\1\2",
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
