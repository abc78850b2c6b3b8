package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.tools.ToolProvider;

/** The Java program, and the profilers for it that the build has copied. */
final class JavaBurner {
    static final String HEAVY = "Burner.heavy";
    static final String LIGHT = "Burner.light";
    static final String ALLOCATE = "Burner.allocate";
    static final double CPU_SECONDS = 4;

    private JavaBurner() {}

    /** Runs it on the JDK of this process. */
    static Program run(Path folder, Map<String, String> environment, List<String> jvmOptions, int waitMillis)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                compiled(folder).toString(),
                "Burner",
                Double.toString(CPU_SECONDS),
                Integer.toString(waitMillis)));
        return Program.run(folder, environment, 90, command);
    }

    private static Path compiled(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String source = Workplace.sources("java").resolve("Burner.java").toString();
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source);
        assertThat(errors).as("errors of the compiler in %s", source).isZero();
        return classes;
    }

    /** A jar that the build has copied. */
    static Path jar(String artifact, String version) throws IOException {
        Path jar = Workplace.kept("java").resolve(artifact + "-" + version + ".jar");
        assertThat(jar)
                .as("%s %s: the version of the build file", artifact, version)
                .exists();
        return jar;
    }

    /** Takes a native library out of a jar, where a JVM can load it from. */
    static Path extracted(Path jar, String entry, Path folder) throws IOException {
        Path file = folder.resolve(Path.of(entry).getFileName());
        try (JarFile content = new JarFile(jar.toFile());
                var bytes = content.getInputStream(content.getEntry(entry))) {
            Files.copy(bytes, file);
        }
        return file;
    }
}
