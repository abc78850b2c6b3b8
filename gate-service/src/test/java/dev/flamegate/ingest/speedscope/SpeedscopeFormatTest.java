package dev.flamegate.ingest.speedscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedscopeFormatTest {
    private static final SpeedscopeFormat FORMAT = new SpeedscopeFormat(new ReadLimits(1 << 16, 50, 1000, 100, 0));
    private static final String SAMPLED =
            "{'type':'sampled','name':'t','unit':'milliseconds','startValue':0,'endValue':9,"
                    + "'samples':[[0,1],[0,1,2],[0,1]],'weights':[1,0.5,2]}";
    private static final String EVENTED = "{'type':'evented','name':'t','unit':'seconds','startValue':1,'endValue':4,"
            + "'events':[{'type':'O','frame':0,'at':1},{'type':'O','frame':1,'at':2},"
            + "{'type':'C','frame':1,'at':2.5},{'type':'C','frame':0,'at':4}]}";

    @Test
    void sampledProfilesHaveAWeightAStack() {
        Profile profile = one(SAMPLED);

        assertThat(profile.type(0)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(profile.period()).as("what one sample stands for").isEqualTo(10_000_000);
        assertThat(TestStacks.of(profile)).isEqualTo(Map.of("main;work", 3_000_000L, "main;work;spin", 500_000L));
        assertThat(profile.tree().functionAt(0).file()).isEqualTo("shop.c");
        assertThat(profile.tree().line(1)).isEqualTo(7);
    }

    @Test
    void eventedProfilesSpendTheTimeBetweenTwoEvents() {
        assertThat(TestStacks.of(one(EVENTED))).isEqualTo(Map.of("main", 2_500_000_000L, "main;work", 500_000_000L));
    }

    @Test
    void profilesOfOneKindOfUnitAddUpAndOthersStandApart() {
        String bytes = SAMPLED.replace("milliseconds", "bytes");
        String counts = SAMPLED.replace("milliseconds", "none");

        List<Profile> profiles = FORMAT.read(file(SAMPLED, bytes, EVENTED, counts), Source.of("x"));

        assertThat(profiles)
                .extracting(profile -> profile.type(0) + " " + profile.total(0))
                .containsExactly(
                        "process_cpu:cpu:nanoseconds:cpu:nanoseconds 3003500000",
                        "memory:alloc_space:bytes:: 4",
                        "process_cpu:cpu:nanoseconds:cpu:nanoseconds 35000000");
    }

    @Test
    void timeIsThatOfTheWallClockIfSoSaid() {
        Profile wall = FORMAT.read(file(SAMPLED), new Source("x", UntypedCounts.of("wall", 100)))
                .get(0);

        assertThat(wall.type(0)).hasToString("wall:wall:nanoseconds:cpu:nanoseconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'weights':[1,0.5,2]|'weights':[1,0.5]|profile 0, item 0: 3 samples but 2 weights",
                "'weights':[1,0.5,2]|'weights':[1,-1,2]|profile 0, item 1: the weight -1.0 is negative",
                "'weights':[1,0.5,2]|'weights':[1,'x',2]|profile 0, item 1: has no number but 'x'",
                "[0,1,2]|[0,1,3]|profile 0, item 1: refers to frame 3 of 3",
                "milliseconds|parsecs|profile 0: unit 'parsecs' is not none",
                "'sampled'|'other'|profile 0, item 0: type 'other' is neither sampled nor evented",
                "'frames':|'fames':|shared.frames: is missing",
                "'profiles':|'files':|profiles: is missing",
                "'name':'main'|'nome':'main'|frame 0: has no name",
                "speedscope.app|example.org|$schema: 'https://www.example.org/file-format-schema.json' is not",
                "{'$schema'|{{'$schema'|line 1: not valid JSON"
            })
    void whatIsNoSpeedscopeIsRefusedWithItsPlace(String good, String bad, String message) {
        byte[] body = text(file(SAMPLED))
                .replace(good.replace('\'', '"'), bad.replace('\'', '"'))
                .getBytes(UTF_8);

        assertThatThrownBy(() -> FORMAT.read(body, Source.of("up")))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("up: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'frame':1,'at':2.5|'frame':1,'at':1.5|item 2: is at 1.5, before",
                "'C','frame':1|'C','frame':2|item 2: closes 'spin', which is not the frame opened last",
                "'C','frame':0|'O','frame':0|item 4: 2 frames are not closed at the end",
                "'type':'C'|'type':'X'|item 2: type 'X' is neither O nor C"
            })
    void eventsAreInOrderAndNested(String good, String bad, String message) {
        String damaged = EVENTED.replace(good, bad);

        assertThatThrownBy(() -> FORMAT.read(file(damaged), Source.of("up"))).hasMessageContaining(message);
    }

    @Test
    void itIsToldByItsSchema() {
        assertThat(FORMAT.matches(file(SAMPLED))).isTrue();
        assertThat(FORMAT.matches("{\"nodes\": []}".getBytes(UTF_8))).isFalse();
        assertThat(FORMAT.matches("a;b 1".getBytes(UTF_8))).isFalse();
    }

    @Test
    void damagedBytesAreRefusedOrRead() {
        byte[] whole = file(SAMPLED, EVENTED);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] body = whole.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            onlyMalformedProfileExceptionEscapes(body);
            onlyMalformedProfileExceptionEscapes(Arrays.copyOf(whole, bit / 8));
        }
    }

    private static void onlyMalformedProfileExceptionEscapes(byte[] body) {
        FORMAT.matches(body);
        try {
            FORMAT.read(body, Source.of("fuzz"));
        } catch (MalformedProfileException expected) {
            expected.rule();
        } catch (RuntimeException e) {
            fail(new String(body, UTF_8), e);
        }
    }

    @Test
    void realFilesAreRead() {
        Corpus corpus = Corpus.orSkip();
        List<String> files = corpus.files("").stream()
                .filter(file -> file.endsWith(".speedscope.json") && !file.contains("/oracle/"))
                .toList();

        assertThat(files).isNotEmpty();
        assertThat(files).allSatisfy(file -> {
            if (FORMAT.matches(corpus.bytes(file))) {
                assertThat(FORMAT.read(corpus.bytes(file), Source.of(file))).isNotEmpty();
            }
        });
    }

    private static Profile one(String profile) {
        List<Profile> profiles = FORMAT.read(file(profile), Source.of("x"));
        assertThat(profiles).hasSize(1);
        return profiles.get(0);
    }

    private static byte[] file(String... profiles) {
        String text = "{'$schema':'https://www.speedscope.app/file-format-schema.json','shared':{'frames':"
                + "[{'name':'main','file':'shop.c','line':7},{'name':'work'},{'name':'spin'}]},'profiles':["
                + String.join(",", profiles) + "]}";
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    private static String text(byte[] file) {
        return new String(file, UTF_8);
    }
}
