package dev.flamegate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own. */
public record Flamegate(int exitCode, String standardOutput, String standardError) {

    public static Flamegate run(Path workingFolder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                Checkout.root().resolve("gate-service/target/flamegate.jar").toString()));
        command.addAll(List.of(arguments));
        return run(workingFolder, new ProcessBuilder(command));
    }

    /** Output goes to files: two pipes read by one thread would block each other. */
    static Flamegate run(Path workingFolder, ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("flamegate", ".out");
        Path error = Files.createTempFile("flamegate", ".err");
        Process process = builder.directory(workingFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(builder.command() + " did not end: " + Files.readString(out));
        }
        return new Flamegate(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.UTF_8));
    }

    static JsonNode json(String... arguments) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(run(Checkout.root(), arguments).standardOutput());
    }
}
