package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands at the address of the issuer's keys, or of whoever took its place. */
class IssuerKeysFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void areKeysOrAReason(byte[] body) {
        try {
            assertThat(IssuerKeys.read(body).values())
                    .allSatisfy(key -> assertThat(key.getAlgorithm()).isEqualTo("RSA"));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    static Stream<Arguments> seeds() {
        String key = "{\"keys\":[{\"kty\":\"%s\",\"kid\":\"k1\",\"n\":\"%s\",\"e\":\"%s\"}]}";
        String modulus = "_" + "w".repeat(340) + "8";
        return Stream.of(
                        String.format(key, "RSA", modulus, "AQAB"),
                        String.format(key, "RSA", modulus, ""),
                        String.format(key, "RSA", modulus, "*"),
                        String.format(key, "EC", "", ""),
                        "{\"keys\":{}}",
                        "null",
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
