package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of another program that came to its end: its exit code, and all it wrote. */
record Program(List<String> command, int exitCode, String output) {

    /**
     * @param environment over that of this process
     * @throws AssertionError if it does not end in time
     */
    static Program run(Path folder, Map<String, String> environment, int secondsMax, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("program", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
                String written = Files.readString(output, StandardCharsets.UTF_8);
                assertThat(ended)
                        .as("%s ends within %d s; it wrote: %s", command, secondsMax, written)
                        .isTrue();
                return new Program(command, process.exitValue(), written);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** This program, which must have succeeded. */
    Program succeeded() {
        assertThat(exitCode).as("%s wrote: %s", command, output).isZero();
        return this;
    }

    /** The last of what it wrote, on one line. */
    String lastWords() {
        String flat = output.strip().replaceAll("\\s+", " ");
        return flat.substring(Math.max(0, flat.length() - 400));
    }
}
