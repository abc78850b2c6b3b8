package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a rendering said when somebody last looked at it, line by line; {@code -Dgolden.update=true} writes what it says today. */
final class GoldenFile {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final String name;

    GoldenFile(String name) {
        this.name = name;
    }

    void holds(List<String> lines) throws IOException {
        Path golden = Checkout.root().resolve("tests/src/test/resources/golden").resolve(name);
        Path got = Checkout.root().resolve("tests/target/golden").resolve(name);
        write(UPDATE ? golden : got, lines);
        assertThat(golden).as("golden file; -Dgolden.update=true writes it").exists();
        assertThat(lines)
                .as("%s differs from %s; if it should, -Dgolden.update=true takes it over", got, golden)
                .isEqualTo(Files.readAllLines(golden));
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
