package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flamegate.Flamegate;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PagesBenchCommandTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void aSmallRunOpensEveryPageAndWritesItsDocument() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium on this machine");
        List<String> program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Flamegate.class.getName());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PagesBenchCommand command = new PagesBenchCommand(
                terminal(out, err),
                new ProfileFormats(List.of(new PprofFormat(PprofLimits.DEFAULT))),
                program,
                Path.of(".."),
                "test");

        int exit = new CommandLine(command)
                .execute(
                        "--quick",
                        "--pods",
                        "2",
                        "--times",
                        "1",
                        "--store",
                        folder.resolve("made").toString(),
                        "--out",
                        folder.toString());

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        String page = Files.readString(folder.resolve("pages-speed.md"));
        assertThat(page)
                .contains("The store has 11,520 profiles")
                .containsPattern("\\| home \\| [\\d,]+, [\\d,]+ \\| [\\d,]+, [\\d,]+ \\|")
                .containsPattern("\\| explore, two versions of a week compared \\| \\d")
                .containsPattern("\\| a gate's report \\| \\d")
                .contains("first contentful paint of home under 1 s");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| page | the page itself |");
    }

    private static Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
    }
}
