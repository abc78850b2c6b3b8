package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.pprof.PprofBytes;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopCommandTest {
    private static final String HEADER = "sample_index\tsample_type\tflat\tcum\tfunction";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String small = "";

    @BeforeEach
    void writeProfile() throws IOException {
        small = Files.write(folder.resolve("small.pprof"), PprofBytes.small().gzip())
                .toString();
    }

    @Test
    void tsvHasExactNumbersOfAllSampleTypes() {
        assertThat(top(small, "--format", "tsv")).isZero();
        assertThat(out.toString().split("\n"))
                .containsExactly(
                        HEADER,
                        "0\tsamples/count\t4\t7\twork",
                        "0\tsamples/count\t3\t3\tspin",
                        "0\tsamples/count\t0\t7\tmain",
                        "1\tcpu/nanoseconds\t40\t70\twork",
                        "1\tcpu/nanoseconds\t30\t30\tspin",
                        "1\tcpu/nanoseconds\t0\t70\tmain");
    }

    @Test
    void textShowsSharesOfTheTotal() {
        assertThat(top(small, "--type", "cpu", "--limit", "2")).isZero();
        assertThat(out.toString()).isEqualTo("""
                        Type: cpu/nanoseconds, total 70ns
                        Showing 2 of 3 functions, accounting for 70ns, 100% of the total
                              flat   flat%    sum%        cum    cum%  function
                              40ns  57.14%  57.14%       70ns    100%  work
                              30ns  42.86%    100%       30ns  42.86%  spin
                        """);
    }

    @Test
    void jsonHasTheSameNumbers() throws IOException {
        assertThat(top(small, "--format", "json", "--type", "samples/count", "--sort", "cum", "--limit", "1"))
                .isZero();
        JsonNode types = new ObjectMapper().readTree(out.toString());

        assertThat(types).hasSize(1);
        assertThat(types.get(0)).isEqualTo(new ObjectMapper().readTree("""
                                        {"sample_index":0,"type":"samples","unit":"count","total":7,"function_count":3,
                                        "functions":[{"function":"main","flat":0,"cum":7}]}
                                        """));
    }

    @Test
    void aTypeIsNamedInThreeWays() {
        for (String type : List.of("cpu", "cpu/nanoseconds", "process_cpu:cpu:nanoseconds:cpu:nanoseconds")) {
            out.getBuffer().setLength(0);
            assertThat(top(small, "--format", "TSV", "--limit", "1", "--type", type))
                    .isZero();
            assertThat(out.toString()).isEqualTo(HEADER + "\n1\tcpu/nanoseconds\t40\t70\twork\n");
        }
    }

    @Test
    void severalFilesAreAddedUp() {
        assertThat(top(small, small, small, "--format", "tsv", "--limit", "1", "--type", "cpu"))
                .isZero();
        assertThat(out.toString()).endsWith("1\tcpu/nanoseconds\t120\t210\twork\n");
    }

    @Test
    void filesOfDifferentTypesAreRefused() throws IOException {
        Path other = Files.write(folder.resolve("other.pprof"), oneType());

        assertThat(top(small, other.toString())).isEqualTo(3);
        assertThat(err.toString())
                .contains("profiles of different sample types do not add up: " + small
                        + " has samples/count, cpu/nanoseconds, " + other + " has goroutine/count");
    }

    @Test
    void wrongInputIsExitThreeAndSaysWhy() throws IOException {
        Path page = Files.writeString(folder.resolve("page.pprof"), "<html>no</html>");

        assertThat(top(small, "--type", "wall")).isEqualTo(3);
        assertThat(top(page.toString())).isEqualTo(3);
        assertThat(top(folder.resolve("absent").toString())).isEqualTo(3);
        assertThat(top(small, "--limit", "0")).isEqualTo(3);
        assertThat(top(small, "--sort", "name")).isEqualTo(3);
        assertThat(top()).isEqualTo(3);
        assertThat(err.toString())
                .contains("--type wall: " + small + " has no such sample type, it has samples/count, cpu/nanoseconds")
                .contains(page + ": byte 0: looks like an HTML page; formats that are read: pprof")
                .contains("absent: no such file")
                .contains("--limit is 0, it must be at least 1");
        assertThat(out.toString()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> tsvOfRealFilesIsThatOfGo() {
        Corpus corpus = Corpus.orSkip();
        return corpus.files("oracle/full").stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    String name = Path.of(table).getFileName().toString();
                    String source =
                            name.substring(0, name.length() - ".tsv".length()).replace("__", "/");
                    out.getBuffer().setLength(0);
                    assertThat(top(corpus.path(source).toString(), "--format", "tsv"))
                            .isZero();
                    assertThat(out.toString().lines()).containsExactlyElementsOf(corpus.lines(table));
                }));
    }

    private static byte[] oneType() {
        return new PprofBytes()
                .strings("", "goroutine", "count")
                .sampleType(1, 2)
                .bytes();
    }

    private int top(String... arguments) {
        TopCommand command = new TopCommand(new ProfileFormats(List.of(new PprofFormat(PprofLimits.DEFAULT))));
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
