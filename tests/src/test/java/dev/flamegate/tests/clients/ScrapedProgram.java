package dev.flamegate.tests.clients;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A program that says where it listens, and works until its input ends. */
final class ScrapedProgram implements AutoCloseable {
    private static final String LISTENING = "listening ";

    private final Path binary;
    private final Process process;
    private final BufferedReader output;
    private final String address;

    ScrapedProgram(Path binary) throws IOException {
        this.binary = binary;
        process =
                new ProcessBuilder(binary.toString()).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        assertThat(line).as("first line of %s", binary).startsWith(LISTENING);
        address = line.substring(LISTENING.length());
    }

    String address() {
        return address;
    }

    /** A moment in which it works on. */
    void worksOn() throws InterruptedException {
        assertThat(process.waitFor(200, MILLISECONDS))
                .as("%s ended by itself", binary)
                .isFalse();
    }

    Program ended() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String said = output.lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(20, SECONDS))
                .as("%s ends with its input", binary)
                .isTrue();
        return new Program(List.of(binary.toString()), process.exitValue(), said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
