package dev.flamegate.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real profiles that are not part of the project, in the folder that the system property {@code flamegate.corpus} names. Without it the
 * tests that read them are skipped.
 */
public final class Corpus {
    private static final String PROPERTY = "flamegate.corpus";

    private final Path root;

    private Corpus(Path root) {
        this.root = root;
    }

    /** Skips the calling test if there is no corpus. */
    public static Corpus orSkip() {
        String path = System.getProperty(PROPERTY, "");
        assumeTrue(!path.isEmpty(), "no corpus: set the system property " + PROPERTY + " to its folder");
        return new Corpus(Path.of(path));
    }

    public Path path(String relative) {
        return root.resolve(relative);
    }

    /** All regular files below a folder of the corpus, by their path relative to the corpus. */
    public List<String> files(String below) {
        try (Stream<Path> files = Files.walk(root.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(root.resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines(String relative) {
        try {
            return Files.readAllLines(root.resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
