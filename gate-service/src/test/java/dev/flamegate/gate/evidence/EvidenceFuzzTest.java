package dev.flamegate.gate.evidence;

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

/** Any bytes, as they are and in gzip, are evidence, or refused as evidence that cannot be read. */
class EvidenceFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] json) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(json);
        }
        for (byte[] document : new byte[][] {json, zipped.toByteArray()}) {
            try {
                assertThat(EvidenceFormat.read("fuzzed", document)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    static Stream<Arguments> seeds() throws IOException {
        byte[] gzip = EvidenceFormat.write(EvidenceFormatTest.gate());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return Stream.of(gzip, in.readAllBytes(), new byte[0]).map(Arguments::arguments);
        }
    }
}
