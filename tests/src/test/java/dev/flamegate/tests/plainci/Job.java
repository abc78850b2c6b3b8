package dev.flamegate.tests.plainci;

import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A job of a CI system: a script in a workspace, with programs of its own before those of the machine.
 *
 * @param log what it printed
 */
record Job(int exitCode, String log, Path workspace) {

    static Job run(Path workspace, String script, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path bin = Files.createDirectories(workspace.resolve("bin"));
        program(
                bin.resolve("flamegate"),
                "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:+UseSerialGC -jar '"
                        + Checkout.root().resolve("gate-service/target/flamegate.jar") + "' \"$@\"");
        program(
                bin.resolve("buildkite-agent"),
                "printf '%s\\n' \"$@\" > annotation.arguments",
                "if [ $# -eq 5 ]; then cat > annotation.body; else printf '%s' \"$6\" > annotation.body; fi");
        Path log = workspace.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().remove("FLAMEGATE_URL");
        builder.environment().putAll(variables);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        Process process = builder.directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the job did not end: " + Files.readString(log));
        }
        return new Job(process.exitValue(), Files.readString(log), workspace);
    }

    private static void program(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String file(String name) throws IOException {
        return Files.readString(workspace.resolve(name));
    }

    boolean has(String name) {
        return Files.exists(workspace.resolve(name));
    }
}
