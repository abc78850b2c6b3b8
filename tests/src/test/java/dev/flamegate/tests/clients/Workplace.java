package dev.flamegate.tests.clients;

import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the programs of the clients lie, and where what they need is put. */
final class Workplace {
    private Workplace() {}

    /** The sources of a language's programs. */
    static Path sources(String language) {
        return Checkout.root().resolve("tests/src/test/clients").resolve(language);
    }

    /** A folder that outlives the run, so that nothing is fetched twice. */
    static Path kept(String name) throws IOException {
        return Files.createDirectories(
                Checkout.root().resolve("tests/target/clients").resolve(name));
    }
}
