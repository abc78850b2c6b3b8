package dev.flamegate.ingest.folded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.Profile;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedFormatTest {
    private static final FoldedFormat FORMAT = new FoldedFormat(new ReadLimits(10_000, 5, 20, 30, 0));
    private static final UntypedCounts PLAIN = UntypedCounts.of("alloc_space", 0);

    @Test
    void aLineIsAStackFromTheRootAndACount() {
        assertThat(stacks("main;work 3\nmain;work;spin 4\nmain;work 2\n"))
                .isEqualTo(Map.of("main;work", 5L, "main;work;spin", 4L));
    }

    @Test
    void framesMayHoldBlanksAndLinesMayEndAsTheyLike() {
        assertThat(stacks("\uFEFFmain;operator new (int) 3\r\n\r\n[pool tid=7];run\t12  \nlast 1"))
                .isEqualTo(Map.of("main;operator new (int)", 3L, "[pool tid=7];run", 12L, "last", 1L));
    }

    @Test
    void linesWithoutABlankAreNoData() {
        assertThat(stacks("header\nmain;work 3\n\n")).isEqualTo(Map.of("main;work", 3L));
        assertThat(FORMAT.read(bytes("header\n"), Source.of("x"))).isEmpty();
    }

    @Test
    void countsOfSamplesBecomeNanosecondsOfTheCpu() {
        Profile profile = FORMAT.read(bytes("a;b 3\n"), new Source("x", UntypedCounts.of("cpu", 250)))
                .get(0);

        assertThat(profile.type(0)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(profile.period()).isEqualTo(4_000_000);
        assertThat(TestStacks.of(profile)).isEqualTo(Map.of("a;b", 12_000_000L));
    }

    @Test
    void decimalsCountWhereTheUnitIsFinerThanASample() {
        assertThat(TestStacks.of(
                        FORMAT.read(bytes("a 0.5\nb 1e1\n"), Source.of("x")).get(0)))
                .isEqualTo(Map.of("a", 5_000_000L, "b", 100_000_000L));
        assertThat(stacks("a 2.5\n")).isEqualTo(Map.of("a", 3L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main;work many|line 1: 'many' is not a count",
                "a 1\\nmain -3|line 2: '-3' is not a count",
                "a 1\\nb 0x1f|line 2: '0x1f' is not a count",
                "a;b 1 2\\nc 3 4|line 1: every line ends in two counts",
                "a;b;c;d;e;f 1|line 1: the stack is deeper than 5 frames",
                "aaaaaaaaaabbbbbbbbbbccccccccccd 1|line 1: a frame has 31 characters",
                "a 999999999999999999|line 1: the count 999999999999999999 is too large"
            })
    void whatIsNoFoldedTextIsRefusedWithItsLine(String text, String message) {
        byte[] body = bytes(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> FORMAT.read(body, Source.of("up")))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("up: " + message);
    }

    @Test
    void aFrameMayEndInANumber() {
        assertThat(stacks("main;thread 12 3\nmain;work 4\n")).isEqualTo(Map.of("main;thread 12", 3L, "main;work", 4L));
    }

    @Test
    void callPathsAndNamesAreBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("f").append(i).append(" 1\n");
        }
        assertThatThrownBy(() -> stacks(text.toString()))
                .hasMessageContaining("line 20: beyond the first 20 call paths");
        FoldedFormat names = new FoldedFormat(new ReadLimits(40, 5, 20, 30, 0));
        assertThatThrownBy(() -> names.read(bytes("a;" + "b".repeat(50)), Source.of("x")))
                .hasMessageContaining("40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>a;b 1</html>",
                "not found 404",
                "{\"a;b\": 1}",
                "goroutine profile: total 5\n1 @ 0x1;0x2 3\n",
                "a;b 1\nan error; happened\nc 2\n",
                "a\u0000;b 1\n",
                ""
            })
    void otherTextsAreNotTakenForIt(String text) {
        assertThat(FORMAT.matches(bytes(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b 1\n", "a 1\n\nb;c 2", "a;b 1\nthis;line;is;cut;of"})
    void itIsToldByItsLines(String text) {
        assertThat(FORMAT.matches(bytes(text))).isTrue();
    }

    @Test
    void realFilesAddUpAsAnIndependentReadingDoes() {
        Corpus corpus = Corpus.orSkip();
        FoldedFormat format = new FoldedFormat(ReadLimits.DEFAULT);
        int files = 0;
        for (String file : corpus.files("")) {
            if (file.endsWith(".collapsed")) {
                Map<String, Long> expected = new TreeMap<>();
                for (String line : corpus.lines(file)) {
                    expected.merge(
                            line.replaceFirst(" \\d+$", ""), Long.valueOf(line.replaceFirst(".* ", "")), Long::sum);
                }
                Profile read =
                        format.read(corpus.bytes(file), new Source(file, PLAIN)).get(0);
                assertThat(TestStacks.of(read)).as(file).isEqualTo(expected);
                assertThat(format.matches(corpus.bytes(file))).isTrue();
                files++;
            }
        }
        assertThat(files).isGreaterThan(5);
    }

    private static Map<String, Long> stacks(String text) {
        return TestStacks.of(FORMAT.read(bytes(text), new Source("x", PLAIN)).get(0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
