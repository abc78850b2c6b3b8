package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is accepted is what the JDK's reader finds, and whatever is packed comes out again. */
class GunzipFuzzTest {
    private static final int BYTES_MAX = 1 << 16;

    @MethodSource("seeds")
    @FuzzTest
    void agreesWithTheReaderOfTheJdk(byte[] body) throws IOException {
        assertThat(Gunzip.head(body, 64).length).isLessThanOrEqualTo(64);
        try {
            byte[] content = Gunzip.content(body, BYTES_MAX, "fuzz");
            assertThat(content.length).isLessThanOrEqualTo(BYTES_MAX);
            assertThat(content).isEqualTo(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes());
        } catch (MalformedProfileException e) {
            assertThat(e.position()).startsWith("byte ");
        }
        if (body.length <= BYTES_MAX) {
            assertThat(Gunzip.content(packed(body), BYTES_MAX, "fuzz")).isEqualTo(body);
        }
    }

    static Stream<Arguments> seeds() throws IOException {
        byte[] one = packed("main;work 3\n".repeat(20).getBytes());
        byte[] two = java.util.Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        return Stream.of(one, two, new byte[0]).map(Arguments::arguments);
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
