package dev.flamegate.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.MalformedProfileException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around a profile in a body: the parts of a form, and the frame of a gRPC call. */
class BodyFramesFuzzTest {
    private static final String TYPE = "multipart/form-data; boundary=";

    @MethodSource("seeds")
    @FuzzTest
    void areTakenApartOrRefused(byte[] body) {
        form(body, TYPE + "b");
        String text = new String(body, ISO_8859_1);
        form(body, TYPE + text.lines().findFirst().orElse(""));
        try {
            assertThat(GrpcFrame.read(body, "fuzz").message()).hasSize(body.length - 5);
        } catch (MalformedProfileException e) {
            assertThat(e.position()).startsWith("byte ");
        }
        assertThat(GrpcFrame.encoded(text)).matches("[ -~]*");
    }

    private static void form(byte[] body, String contentType) {
        try {
            Map<String, byte[]> parts = MultipartForm.fileParts(body, contentType);
            assertThat(parts.values().stream().mapToInt(part -> part.length).sum())
                    .isLessThan(body.length);
            assertThat(SampleTypeConfig.of(parts).shown()).isNotNull();
        } catch (ProblemException e) {
            assertThat(e.status()).isEqualTo(422);
            assertThat(e.problem().message()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        String head = "--b\r\nContent-Disposition: form-data; name=";
        return Stream.of(
                        head + "\"profile\"; filename=\"p\"\r\n\r\nbytes\r\n--b--\r\n",
                        head
                                + "sample_type_config; filename=x\r\n\r\n{\"cpu\":{\"display-name\":\"x\",\"cumulative\":true}}\r\n"
                                + head + "\"a\"\r\n\r\n\r\n--b--",
                        "\0\0\0\0\3abc",
                        "b\r\n--b\r\nname=a;filename\r\n\r\n1\r\n--b--")
                .map(text -> Arguments.of(text.getBytes(ISO_8859_1)));
    }
}
