package dev.flamegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.profile.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A list of requests of any content, and any text as the number in one. */
class RequestCountsFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefusedWithTheLine(byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("requests");
        Path list = folder.resolve(RequestCounts.NAME);
        Path profile = folder.resolve("a");
        try {
            Files.createFile(profile);
            Files.write(list, bytes);
            RequestCounts.of(List.of(folder))
                    .of(profile)
                    .ifPresent(count -> assertThat(count).isBetween(0.0, Double.MAX_VALUE));
        } catch (UsageException e) {
            assertThat(e.getMessage()).contains(RequestCounts.NAME);
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(profile);
            Files.deleteIfExists(folder);
        }
        number(new String(bytes, UTF_8));
    }

    private static void number(String text) {
        try {
            assertThat(Requests.parse(text)).isBetween(0.0, Double.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("is no number of requests");
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of("file,requests\na,3\n", "file,requests\n../a,1\n", "file,requests\na,1\na,2\n", "1e3")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
