package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.ingest.MalformedProfileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is refused, and with which words: origin, position, rule. */
class MalformedPprofTest {
    private static final PprofLimits TIGHT = new PprofLimits(2_000, 3, 2, 12, 4, 9, 12);

    @Test
    void anEmptyBody() {
        refused(new byte[0], "byte 0", "the body is empty");
        refused(PprofBytes.gzip(new byte[0]), "byte 0", "the gzip content is empty");
    }

    @Test
    void whatIsNoProfileIsNamed() {
        refused("<!DOCTYPE html><html>...", "byte 0", "not gzip and not protobuf: looks like an HTML page");
        refused(
                "Could not enable CPU profiling: already in use\n",
                "byte 0",
                "not gzip and not protobuf: looks like text: 'Could not enable CPU profiling: already in use'");
        refused("{\"code\":404}", "byte 0", "not gzip and not protobuf: looks like JSON: '{\"code\":404}'");
        refused(
                PprofBytes.gzip("404 page not found".getBytes(StandardCharsets.UTF_8)),
                "byte 0",
                "the gzip content is not protobuf: looks like text: '404 page not found'");
        refused(
                PprofBytes.gzip(PprofBytes.small().gzip()),
                "byte 0",
                "the gzip content is not protobuf: looks like gzip inside gzip: compress it once");
    }

    @Test
    void truncatedProtobuf() {
        byte[] good = PprofBytes.small().bytes();

        refused(
                Arrays.copyOf(good, good.length - 3),
                "byte " + (good.length - 8),
                "field 6 has a length of 6 bytes where only 3 are left: truncated or not protobuf");
        refused(new byte[] {0x12, (byte) 0x80}, "byte 0", "the protobuf is truncated: it ends inside a field");
    }

    @Test
    void wireTypesOtherThanTheFields() {
        byte[] wrong = new PprofBytes()
                .strings("")
                .number(PprofTables.PROFILE_SAMPLE, 5)
                .bytes();

        refused(wrong, "byte 2", "field 2 must be a length and bytes, but has wire type 0");
    }

    @Test
    void groups() {
        byte[] group = PprofBytes.small().fields(out -> out.writeTag(77, 3)).bytes();

        refused(group, "byte " + (group.length - 2), "field 77 is a group, which no profile format has");
    }

    @Test
    void noStringTableOrOneThatDoesNotStartEmpty() {
        refused(new PprofBytes().sampleType(0, 0).bytes(), "string table", "is missing: a profile has at least \"\"");
        refused(
                new PprofBytes().strings("cpu").sampleType(0, 0).bytes(),
                "string table",
                "entry 0 must be empty, but has 3 bytes");
    }

    @Test
    void stringIndexesOutOfRange() {
        refused(
                new PprofBytes().strings("", "cpu").sampleType(1, 2).bytes(),
                "byte 11",
                "string index 2 is out of range: the string table has 2 entries");
        refused(
                PprofBytes.small()
                        .number(PprofTables.PROFILE_DEFAULT_SAMPLE_TYPE, -1)
                        .bytes(),
                "byte " + PprofBytes.small().bytes().length,
                "string index -1 is out of range: the string table has 10 entries");
        refused(
                PprofBytes.small().number(PprofTables.PROFILE_COMMENT, 10).bytes(),
                "byte " + PprofBytes.small().bytes().length,
                "string index 10 is out of range: the string table has 10 entries");
    }

    @Test
    void namesThatAreNotUtf8() {
        byte[] bytes = new PprofBytes()
                .strings("")
                .string(new byte[] {'c', (byte) 0xc3, '('})
                .sampleType(1, 0)
                .bytes();

        refused(bytes, "string 1", "is not valid UTF-8");
    }

    @Test
    void replacementCharactersAreValidText() {
        new PprofFormat(PprofLimits.DEFAULT)
                .read(new PprofBytes().strings("", "\uFFFD").sampleType(1, 0).bytes(), "good");
    }

    @Test
    void noSampleTypes() {
        refused(
                new PprofBytes().strings("").sample(new long[0]).bytes(),
                "profile",
                "has no sample types and 1 samples: nothing says what is counted");
    }

    @Test
    void sampleTypesThatWouldSplitAProfileType() {
        refused(
                new PprofBytes().strings("", "a:b").sampleType(1, 0).bytes(),
                "profile",
                "profile type part 'a:b' contains ':', which separates parts");
    }

    @Test
    void asManyValuesAsSampleTypes() {
        refused(
                PprofBytes.small().sample(new long[] {1}, 1).bytes(),
                "sample 3",
                "has 1 values, but the profile has 2 sample types");
    }

    @Test
    void unknownLocationsAndFunctions() {
        refused(
                PprofBytes.small().sample(new long[] {1, 9}, 1, 1).bytes(),
                "sample 3",
                "refers to location id 9, which is not in the location table");
        refused(
                PprofBytes.small().sample(new long[] {0}, 1, 1).bytes(),
                "sample 3",
                "refers to location id 0, which is not in the location table");
        refused(
                PprofBytes.small().location(4, 0, 1, 1, 8, 1).bytes(),
                "location id 4",
                "line 1 refers to function id 8, which is not in the function table");
    }

    @Test
    void idsThatAreZeroOrRepeated() {
        refused(PprofBytes.small().function(0, 5, 0, 0).bytes(), "function 3", "has id 0; ids start at 1");
        refused(PprofBytes.small().location(0, 0, 1, 1).bytes(), "location 3", "has id 0; ids start at 1");
        refused(PprofBytes.small().mapping(0, 0).bytes(), "mapping 1", "has id 0; ids start at 1");
        refused(PprofBytes.small().function(2, 5, 0, 0).bytes(), "function id 2", "occurs twice, at 1 and 3");
        refused(
                PprofBytes.small().location(-1, 0).location(-1, 0).bytes(),
                "location id " + Long.toUnsignedString(-1),
                "occurs twice, at 3 and 4");
        refused(PprofBytes.small().mapping(1, 0).bytes(), "mapping id 1", "occurs twice, at 0 and 1");
    }

    @Test
    void concatenatedProfiles() {
        byte[] one = PprofBytes.small().bytes();
        String rule = "a second time_nanos: these are concatenated profiles, which must be sent one by one";
        int at = one.length + time();

        refused(PprofBytes.join(one, one), "byte " + at, rule);
        refused(PprofBytes.join(PprofBytes.gzip(one), PprofBytes.gzip(one)), "byte " + at, rule);
    }

    @Test
    void whatIsBeyondALimit() {
        byte[] small = PprofBytes.small().bytes();
        new PprofFormat(TIGHT).read(small, "within");

        refused(TIGHT, new byte[2_001], "byte 2000", "larger than 2000 bytes, the most accepted");
        refused(
                TIGHT,
                PprofBytes.gzip(new byte[100_000]),
                "byte 10",
                "gzip content is larger than 2000 bytes, the most that is accepted");
        refused(
                TIGHT,
                PprofBytes.small().sample(new long[0], 1, 1).bytes(),
                "byte " + small.length,
                "more than 3 samples, the most accepted");
        refused(
                TIGHT,
                PprofBytes.small().sampleType(1, 1).bytes(),
                "byte " + small.length,
                "more than 2 sample types, the most accepted");
        refused(
                TIGHT,
                PprofBytes.small().strings("1", "2", "3").bytes(),
                "byte " + (small.length + 9),
                "more than 12 strings, the most accepted");
    }

    @Test
    void stacksAndNamesBeyondALimit() {
        PprofBytes deep = tables(5, 1).sample(new long[] {1, 1, 1, 1, 1}, 1);
        refused(TIGHT, deep.bytes(), "sample 0", "is deeper than 4 frames, the most accepted");

        PprofBytes wide = tables(9, 1)
                .sample(new long[] {1, 2, 3}, 1)
                .sample(new long[] {4, 5, 6}, 1)
                .sample(new long[] {7, 8, 9}, 1);
        refused(TIGHT, wide.bytes(), "sample 2", "is beyond the first 9 call paths, the most accepted");

        PprofBytes inlined = tables(1, 5).sample(new long[] {1}, 1);
        refused(TIGHT, inlined.bytes(), "sample 0", "is deeper than 4 frames, the most accepted");

        byte[] name = new PprofBytes()
                .strings("", "a long long name")
                .sampleType(1, 0)
                .bytes();
        refused(TIGHT, name, "string 1", "has 16 bytes, at most 12 are accepted");
    }

    private static PprofBytes tables(int locations, int linesEach) {
        PprofBytes bytes = new PprofBytes().strings("", "cpu").sampleType(1, 0).function(1, 1, 0, 0);
        for (int id = 1; id <= locations; id++) {
            long[] lines = new long[linesEach * 2];
            for (int line = 0; line < linesEach; line++) {
                lines[line * 2] = 1;
                lines[line * 2 + 1] = id;
            }
            bytes.location(id, 0, lines);
        }
        return bytes;
    }

    /** Where time_nanos stands in the small profile: 0x48, and nine bytes of number. */
    private static int time() {
        byte[] bytes = PprofBytes.small().bytes();
        byte[] start = new PprofBytes()
                .number(PprofTables.PROFILE_TIME_NANOS, 1_700_000_000_000_000_000L)
                .bytes();
        for (int i = 0; ; i++) {
            if (Arrays.equals(bytes, i, i + start.length, start, 0, start.length)) {
                return i;
            }
        }
    }

    private static void refused(String body, String position, String rule) {
        refused(body.getBytes(StandardCharsets.UTF_8), position, rule);
    }

    private static void refused(byte[] body, String position, String rule) {
        refused(PprofLimits.DEFAULT, body, position, rule);
    }

    private static void refused(PprofLimits limits, byte[] body, String position, String rule) {
        assertThatThrownBy(() -> new PprofFormat(limits).read(body, "up.pprof"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("up.pprof: " + position + ": " + rule);
    }
}
