package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a scratch project whose Java, Maven and apt-get are scripts that say what they were called with. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    @TempDir
    private Path scratch;

    private Path project;
    private Path jdk;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(scratch.resolve("a project"));
        Files.copy(Path.of("../flamegate"), project.resolve("flamegate"));
        executable(project.resolve("flamegate"));
        for (String module : List.of("stats", "reports", "gate-service")) {
            Files.createDirectories(project.resolve(module + "/src/main"));
            Files.writeString(project.resolve(module + "/pom.xml"), "");
        }
        Files.writeString(project.resolve("pom.xml"), "");
        jdk = scratch.resolve("jdk");
        script(
                jdk.resolve("bin/java"),
                "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit; }\n"
                        + "for a; do echo \"<$a>\"; done; echo \"home $FLAMEGATE_HOME\"");
        script(jdk.resolve("bin/javac"), "");
        script(
                scratch.resolve("bin/mvn"),
                "[ \"$1\" = -version ] && { echo 'Apache Maven 3.8.7'; exit; }\n"
                        + "echo \"mvn $*\" >>'" + scratch + "/calls'\n"
                        + "mkdir -p '" + project + "/gate-service/target'; touch '" + project
                        + "/gate-service/target/flamegate.jar'");
        script(scratch.resolve("bin/apt-get"), "echo \"apt-get $*\" >>'" + scratch + "/calls'; exit 1");
    }

    @Test
    void buildsOnceAndPassesArgumentsOnFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(scratch.resolve("link"), project.resolve("flamegate"));

        Outcome first = run(link, Map.of(), "check", "--service", "two words", "");
        Outcome second = run(link, Map.of(), "--help");

        assertThat(first.code).as(first.text).isZero();
        assertThat(first.text).contains("<check>\n<--service>\n<two words>\n<>\n", "home " + project.toRealPath());
        assertThat(second.text).contains("<--help>");
        assertThat(calls()).hasSize(1).first().asString().contains("-pl gate-service -am package");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run(project.resolve("flamegate"), Map.of(), "--help");
        Path jar = project.resolve("gate-service/target/flamegate.jar");
        Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));

        run(project.resolve("flamegate"), Map.of(), "--help");

        assertThat(calls()).hasSize(2);
    }

    @Test
    void worksWithoutAHomeAndTakesOptionsForJava() throws Exception {
        Outcome outcome = run(project.resolve("flamegate"), Map.of("FLAMEGATE_JAVA_OPTS", "-Xmx1g -Da=b"), "--help");

        assertThat(outcome.code).as(outcome.text).isZero();
        assertThat(outcome.text).contains("<-Xmx1g>\n<-Da=b>");
        assertThat(calls().get(0)).contains("maven.repo.local=" + project.toRealPath() + "/target/m2");
    }

    @Test
    void theHeapOfAServiceHasAnEndAndTheUsersOptionStandsOverIt() throws Exception {
        Outcome service = run(project.resolve("flamegate"), Map.of("FLAMEGATE_JAVA_OPTS", "-Xmx2g"), "serve");
        assertThat(service.text).containsSubsequence("<-XX:MaxRAM=1536m>", "<-Xmx2g>");

        Outcome other = run(project.resolve("flamegate"), Map.of(), "--help");
        assertThat(other.text).doesNotContain("MaxRAM=");
    }

    @Test
    void testRunsEveryCheckAndPassesTheCorpusOn() throws Exception {
        script(scratch.resolve("bin/chromium"), "");
        script(scratch.resolve("bin/node"), "");

        Outcome outcome = run(project.resolve("flamegate"), Map.of("FLAMEGATE_CORPUS", "/data/c"), "test", "-q");

        assertThat(outcome.code).as(outcome.text).isZero();
        assertThat(calls().get(0))
                .contains("-Dflamegate.corpus=/data/c", "verify -q")
                .doesNotContain("-Dquick");
    }

    @Test
    void aFailedBuildShowsTheErrorsAndEndsWith4() throws Exception {
        script(
                scratch.resolve("bin/mvn"),
                "[ \"$1\" = -version ] && { echo 'Apache Maven 3.8.7'; exit; }\n"
                        + "echo '[INFO] noise'; echo '[ERROR] Foo.java does not compile'; exit 1");

        Outcome outcome = run(project.resolve("flamegate"), Map.of(), "serve");

        assertThat(outcome.code).isEqualTo(4);
        assertThat(outcome.text)
                .contains("Foo.java does not compile", "target/build.log")
                .doesNotContain("noise");
    }

    private record Outcome(int code, String text) {}

    private Outcome run(Path launcher, Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", scratch.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(scratch.resolve("calls"));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
