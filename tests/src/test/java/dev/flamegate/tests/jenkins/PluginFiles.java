package dev.flamegate.tests.jenkins;

import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where the plugin lies, and what its form has. */
final class PluginFiles {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");

    private PluginFiles() {}

    static Path archive() {
        return Checkout.root().resolve("jenkins-plugin/target/flamegate.hpi");
    }

    static List<String> fields() throws IOException {
        Path form = Checkout.root()
                .resolve("jenkins-plugin/src/main/resources/dev/flamegate/jenkins/GateBuilder/config.jelly");
        return FIELD.matcher(Files.readString(form))
                .results()
                .map(field -> field.group(1))
                .toList();
    }
}
