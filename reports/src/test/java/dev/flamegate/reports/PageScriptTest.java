package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageScriptTest {

    @Test
    void theModulesPassTheirOwnTests() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (var files = Files.list(Path.of("src/test/js"))) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(6);

        run(command);
    }

    @Test
    void theJoinedScriptIsValid(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("page.js"), PageFiles.SCRIPT);

        run(List.of("node", "--check", script.toString()));
    }

    private static void run(List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            abort("node is not installed, the page's script is not tested: " + e.getMessage());
            return;
        }
        String output = output(process);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading what node says", e);
        }
    }
}
