package dev.flamegate.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Files that the artefact brings with it. */
final class Resources {
    private Resources() {}

    static byte[] bytes(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("resource " + name + " is not in the artefact"));
    }

    static Optional<byte[]> find(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading resource " + name, e);
        }
    }
}
