package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageScriptTest {

    @Test
    void theModulesPassTheirOwnTests() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(Path.of("src/test/js"))) {
            files.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .forEach(file -> all.append("import '").append(file.toUri()).append("';"));
        }
        assertThat(all).isNotEmpty();

        run(List.of("node", "--input-type=module", "--eval", all.toString()));
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
