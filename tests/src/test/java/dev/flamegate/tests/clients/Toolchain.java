package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tools of other languages. A tool that is not here, or a package that cannot be fetched, skips the test and says why; a package
 * that is another than the pinned one fails it.
 */
final class Toolchain {
    private static final int FETCH_SECONDS_MAX = 150;

    /** Words of npm and Go about a package that is not the pinned one, or a list of pins that does not hold. */
    private static final Pattern WRONG_PACKAGE = Pattern.compile(
            "EINTEGRITY|EUSAGE|checksum mismatch|SECURITY ERROR|missing go\\.sum entry|updates to go\\.mod needed");

    private Toolchain() {}

    /** @param command that prints a version */
    static void needs(String... command) throws InterruptedException {
        String tool = String.join(" ", command);
        try {
            Program program = Program.run(Path.of("."), Map.of(), 30, List.of(command));
            if (program.exitCode() != 0) {
                skipped("'" + tool + "' does not work on this machine: " + program.lastWords());
            }
        } catch (IOException e) {
            skipped("'" + command[0] + "' is not on this machine: " + e.getMessage());
        }
    }

    /** Fetches packages by the tool's own client. */
    static void fetch(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Program program = Program.run(folder, environment, FETCH_SECONDS_MAX, List.of(command));
        if (program.exitCode() != 0) {
            assertThat(program.output()).as("%s", program.command()).doesNotContainPattern(WRONG_PACKAGE);
            skipped("packages cannot be fetched by '" + String.join(" ", command) + "': " + program.lastWords());
        }
    }

    private static void skipped(String reason) {
        System.out.println("skipped: " + reason);
        abort(reason);
    }
}
