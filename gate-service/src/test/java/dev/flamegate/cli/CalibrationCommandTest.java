package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int bench(String... args) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        ProfileFormats formats = new ProfileFormats(List.of(new PprofFormat(PprofLimits.DEFAULT)));
        Object bench = BenchCommand.with(new CalibrationCommand(terminal, formats, folder, "test"));
        return new Cli(terminal, "test", List.of(bench)).run(args);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bench | bench needs to know what to measure: calibration
            bench calibration --runs 0 | --runs 0: at least 1 is needed
            bench calibration --threads -1 | --threads -1: at least 1 is needed
            bench calibration --only P99 | --only P99: there is no such experiment; there are [P1, P2
            bench calibration --only real | there are no recorded profiles in
            bench calibration --readme none.md --out none | --readme none.md with none/calibration.json
            bench calibration --runs many | Invalid value for option '--runs'
            """)
    void misuseIsNamed(String command, String message) {
        assertThat(bench(command.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains(message);
    }

    @Test
    void resultsAreWrittenAndTheReadmeIsRewrittenFromThem() throws IOException {
        Path readme = folder.resolve("README.md");
        Files.writeString(readme, "x\n<!-- calibration: begin -->\n<!-- calibration: end -->\ny\n");
        String results = folder.resolve("results").toString();

        assertThat(bench("bench", "calibration", "--quick", "--runs", "2", "--only", "P1,P16", "--out", results))
                .as(errors())
                .isZero();
        assertThat(errors()).contains("P1 A2, 10 x 4, phi 3: no change: 2/2 runs, 0 FAIL");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("# Calibration");
        assertThat(folder.resolve("results/calibration.md")).content().contains("## P16");

        assertThat(bench("bench", "calibration", "--out", results, "--readme", readme.toString()))
                .as(errors())
                .isZero();
        assertThat(readme)
                .content()
                .startsWith("x\n")
                .contains("| this gate | 0 % |")
                .endsWith("y\n");
    }

    /** One run of each question about the profiles that the project brings. */
    @Test
    void recordedProfilesAreJudgedByWhatIsTrueOfThem() {
        String results = folder.resolve("results").toString();

        assertThat(bench(
                        "bench",
                        "calibration",
                        "--quick",
                        "--runs",
                        "10",
                        "--only",
                        "real",
                        "--fixtures",
                        "../fixtures",
                        "--out",
                        results))
                .as(errors())
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| shop 1.1.0 against 1.0.0, expected FAIL | FAIL, first finding right | 100 % |")
                .contains("| gopher-shop 1.1.0 against 1.0.0, expected FAIL | FAIL, first finding right | 100 % |")
                .contains("| shop 1.0.1 with 100 % of its samples from 1.1.0 | FAIL, first finding right | 100 % |")
                .contains("| shop 1.4.0 against 1.0.0, expected NOT_FAIL | false FAIL | 0 % |");
    }

    @Test
    void aReadmeWithoutTheCommentsIsRefused() throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"), "x\n");
        String results = folder.resolve("results").toString();
        bench("bench", "calibration", "--runs", "2", "--quick", "--only", "P14", "--out", results);

        assertThat(bench("bench", "calibration", "--out", results, "--readme", readme.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("needs the lines");
    }
}
