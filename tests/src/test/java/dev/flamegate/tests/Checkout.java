package dev.flamegate.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources lie. */
public final class Checkout {
    private Checkout() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("gate-service"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests run inside a checkout");
            }
        }
        return folder;
    }
}
