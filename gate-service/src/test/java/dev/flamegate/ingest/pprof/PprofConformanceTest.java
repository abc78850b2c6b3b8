package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Numbers of {@code go tool pprof} over real files: its complete tables (name, flat, cum for every sample type) and its totals, made
 * with {@code -symbolize=none -nodefraction=0 -unit=EXACT}.
 */
class PprofConformanceTest {
    private static final PprofFormat FORMAT = new PprofFormat(PprofLimits.DEFAULT);
    private static final Pattern TITLE = Pattern.compile("== sample_index=(\\d+) .*");
    private static final Pattern TOTAL = Pattern.compile("Showing nodes accounting for .* of (-?\\d+)[^\\d]* total");

    @TestFactory
    Stream<DynamicTest> flatAndCumOfEveryFunctionAreThoseOfGo() {
        Corpus corpus = Corpus.orSkip();
        return corpus.files("oracle/full").stream()
                .map(table -> dynamicTest(
                        source(table, ".tsv"),
                        () -> assertThat(rows(corpus, source(table, ".tsv")))
                                .containsExactlyElementsOf(corpus.lines(table)
                                        .subList(1, corpus.lines(table).size()))));
    }

    /**
     * Go adds up the absolute values of samples, we those of stacks: less where a file has one stack twice with opposite signs, which
     * differences of cumulative profiles have.
     */
    @TestFactory
    Stream<DynamicTest> totalsAreThoseOfGoUnlessValuesOfAStackCancelOut() {
        Corpus corpus = Corpus.orSkip();
        return corpus.files("oracle").stream()
                .filter(file -> file.endsWith(".txt") && decodes(corpus, source(file, ".txt")))
                .map(file -> dynamicTest(source(file, ".txt"), () -> checkTotals(corpus, file)));
    }

    @TestFactory
    Stream<DynamicTest> filesThatGoReadsAreRead() {
        Corpus corpus = Corpus.orSkip();
        return catalogue(corpus, "pprof", "yes")
                .map(file -> dynamicTest(
                        file,
                        () -> assertThat(FORMAT.read(corpus.bytes(file), file).sampleTypes())
                                .isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> everyOtherFileIsReadOrRefusedWithItsOrigin() {
        Corpus corpus = Corpus.orSkip();
        return corpus.files("").stream()
                .map(file -> dynamicTest(file, () -> {
                    try {
                        assertThat(FlatCum.allOf(FORMAT.read(corpus.bytes(file), file)))
                                .isNotEmpty();
                    } catch (MalformedProfileException e) {
                        assertThat(e).hasMessageStartingWith(file + ": ");
                    }
                }));
    }

    private static List<String> rows(Corpus corpus, String file) {
        Profile profile = FORMAT.read(corpus.bytes(file), file);
        List<FlatCum> tables = FlatCum.allOf(profile);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            for (FlatCum.Row row : tables.get(i).rows()) {
                rows.add(String.join(
                        "\t",
                        Integer.toString(i),
                        profile.sampleTypes().get(i).toString(),
                        Long.toString(row.flat()),
                        Long.toString(row.cum()),
                        row.function()));
            }
        }
        return rows;
    }

    private static void checkTotals(Corpus corpus, String oracle) {
        List<FlatCum> tables = FlatCum.allOf(FORMAT.read(corpus.bytes(source(oracle, ".txt")), oracle));
        int sampleIndex = -1;
        for (String line : corpus.lines(oracle)) {
            Matcher title = TITLE.matcher(line);
            if (title.matches()) {
                sampleIndex = Integer.parseInt(title.group(1));
            }
            Matcher total = TOTAL.matcher(line);
            if (total.matches()) {
                checkTotal(tables.get(sampleIndex), Long.parseLong(total.group(1)), line);
            }
        }
        assertThat(sampleIndex).isEqualTo(tables.size() - 1);
    }

    private static void checkTotal(FlatCum table, long total, String line) {
        if (table.rows().stream().anyMatch(row -> row.flat() < 0)) {
            assertThat(table.total()).as(line).isLessThanOrEqualTo(total);
        } else {
            assertThat(table.total()).as(line).isEqualTo(total);
        }
    }

    private static boolean decodes(Corpus corpus, String file) {
        return FORMAT.matches(corpus.bytes(file));
    }

    /** The path of the profile that a table is about, which its name spells with {@code __} for {@code /}. */
    private static String source(String table, String suffix) {
        String name = table.substring(table.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - suffix.length()).replace("__", "/");
    }

    /** The files of a format, with what the catalogue says about Go reading them. */
    private static Stream<String> catalogue(Corpus corpus, String format, String go) {
        List<String> files = new ArrayList<>();
        String folder = "";
        for (String line : corpus.lines("CATALOGUE.md")) {
            if (line.startsWith("## ")) {
                folder = line.substring(3);
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length > 8 && cells[2].equals(" " + format + " ") && cells[8].equals(" " + go + " ")) {
                files.add(folder + "/" + cells[1].strip());
            }
        }
        assertThat(files).as(format + " " + go).isNotEmpty();
        return files.stream();
    }
}
