package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.profile.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PprofLabelsTest {
    private static final long[] STACK = {1};
    private static final long ENDPOINT = 4;
    private static final long REGION = 7;
    private static final long TRACE = 9;
    private static final long REQUESTS = 11;

    @Test
    void samplesWithEqualLabelsAreAProfile() {
        List<Profile> profiles = read(
                8,
                bytes().labelled(STACK, 1)
                        .labelled(STACK, 20, ENDPOINT, 5)
                        .labelled(STACK, 30, ENDPOINT, 5)
                        .labelled(STACK, 400, ENDPOINT, 6, REGION, 8)
                        .labelled(STACK, 500, REGION, 8, ENDPOINT, 6)
                        .labelled(STACK, 6000, TRACE, 10)
                        .labelled(STACK, 70000, ENDPOINT, 0));

        assertThat(inWords(profiles))
                .containsExactly("{} 76001", "{endpoint=cart} 50", "{endpoint=tax, region=eu} 900");
        assertThat(TestStacks.of(profiles.get(1))).isEqualTo(Map.of("main", 50L));
        assertThat(profiles).allMatch(profile -> profile.name().equals("process_cpu") && profile.startNanos() == 17);
    }

    @Test
    void beyondTheMostSetsLabelsAreDroppedAndNothingElse() {
        List<Profile> profiles = read(
                1,
                bytes().labelled(STACK, 1, ENDPOINT, 5)
                        .labelled(STACK, 20, ENDPOINT, 6)
                        .labelled(STACK, 300, REGION, 8)
                        .labelled(STACK, 4000, ENDPOINT, 5));

        assertThat(inWords(profiles)).containsExactly("{endpoint=cart} 4001", "{sample_labels=dropped} 320");
    }

    @Test
    void filesAreReadAsOneProfileWhateverTheLabels() {
        PprofBytes bytes = bytes().labelled(STACK, 1, ENDPOINT, 5).labelled(STACK, 20, ENDPOINT, 6);

        assertThat(inWords(read(0, bytes))).containsExactly("{} 21");
    }

    @Test
    void requestsAreAFigureOfTheProfileAndNoLabel() {
        List<Profile> profiles = read(
                8,
                bytes().labelled(STACK, 1)
                        .labelled(STACK, 20, ENDPOINT, 5, REQUESTS, 12)
                        .labelled(STACK, 30, REQUESTS, 12));

        assertThat(inWords(profiles)).containsExactly("{} 31", "{endpoint=cart} 20");
        assertThat(profiles)
                .allSatisfy(profile -> assertThat(profile.requests()).hasValue(2227));
    }

    @Test
    void twoNumbersOfRequestsAreRefusedAndWhatIsNoNumberIsALabel() {
        assertThatThrownBy(
                        () -> read(8, bytes().labelled(STACK, 1, REQUESTS, 12).labelled(STACK, 1, REQUESTS, 13)))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("says 3 requests, and a sample before it said 2227");
        assertThat(inWords(read(8, bytes().labelled(STACK, 1).labelled(STACK, 5, REQUESTS, 8))))
                .containsExactly("{} 1", "{requests=eu} 5");
    }

    @Test
    void labelsOutsideTheStringTableAreRefused() {
        assertThatThrownBy(() -> read(1, bytes().labelled(STACK, 1, ENDPOINT, 99)))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("a label refers to a string that the string table does not have");
    }

    private static List<String> inWords(List<Profile> profiles) {
        return profiles.stream()
                .map(profile -> profile.labels().asMap() + " " + profile.total(0))
                .toList();
    }

    private static List<Profile> read(int labelSets, PprofBytes bytes) {
        return new PprofFormat(PprofLimits.DEFAULT, labelSets).read(bytes.bytes(), Source.of("x"));
    }

    private static PprofBytes bytes() {
        return new PprofBytes()
                .strings(
                        "",
                        "cpu",
                        "nanoseconds",
                        "main",
                        "endpoint",
                        "cart",
                        "tax",
                        "region",
                        "eu",
                        "trace_id",
                        "ab",
                        "requests",
                        "2227",
                        "3")
                .sampleType(1, 2)
                .function(1, 3, 0, 0)
                .location(1, 0, 1, 11)
                .number(PprofTables.PROFILE_TIME_NANOS, 17);
    }
}
