package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size budget: files fit in a head, methods on a screen. */
class SourceSizesTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int FILE_LINES_MEDIAN_MAX = 110;

    private static List<Path> sources(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noSourceFileIsLongerThanTheLimit() throws IOException {
        for (String ending : List.of(".java", ".js", ".css")) {
            assertThat(sources(ending))
                    .isNotNull()
                    .allSatisfy(file ->
                            assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(FILE_LINES_MAX));
        }
    }

    @Test
    void theMedianFileIsShort() throws IOException {
        List<Long> sorted =
                sources(".java").stream().map(SourceSizesTest::lines).sorted().toList();
        assertThat(sorted.get(sorted.size() / 2)).isLessThanOrEqualTo(FILE_LINES_MEDIAN_MAX);
    }

    /** Palantir's format puts a method's first line at four blanks and its closing brace alone at four blanks. */
    @Test
    void noMethodIsLongerThanAScreen() throws IOException {
        for (Path file : sources(".java")) {
            List<String> lines = Files.readAllLines(file);
            int start = -1;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.matches("    [\\w@<].*")) {
                    start = line.endsWith(";") ? -1 : i;
                } else if (line.equals("    }")
                        && start >= 0
                        && !lines.get(start).matches(".*\\b(class|record|interface|enum)\\b.*")) {
                    assertThat(i - start)
                            .as("%s, method at line %d", file, start + 1)
                            .isLessThanOrEqualTo(70);
                }
            }
        }
    }
}
