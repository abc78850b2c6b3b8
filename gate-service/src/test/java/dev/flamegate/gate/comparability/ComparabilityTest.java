package dev.flamegate.gate.comparability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Check.State;
import dev.flamegate.reports.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparabilityTest {
    private final Pair pair = new Pair();

    private static Check check(Comparability.Alike alike, String name) {
        return alike.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check '" + name + "': " + alike.checks()));
    }

    private static List<String> codes(Comparability.Alike alike) {
        return alike.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void sidesThatSayNothingAreComparedAndWhatIsUnknownIsNamed() {
        pair.pods(pair.baseline, 5, Map.of()).pods(pair.candidate, 5, Map.of());

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).isEqualTo(pair.baseline);
        assertThat(alike.kept().candidate()).isEqualTo(pair.candidate);
        assertThat(check(alike, "not said").state()).isEqualTo(State.WARNING);
        assertThat(check(alike, "not said").detail()).contains("cpu_model", "runtime_version", "profiler_event");
    }

    @ParameterizedTest
    @CsvSource({
        "cpu_model, EPYC 7B13, Xeon 8481C, unlike-cpu-model",
        "cpu_limit, 2, 4, unlike-cpu-limit",
        "kernel_version, 5.10.0-21, 6.1.0-9, unlike-kernel-version",
        "runtime_version, 17.0.8, 21.0.1, unlike-runtime-version",
        "runtime_version, go1.21.5, go1.22.0, unlike-runtime-version",
        "profiler, async-profiler, jfr, unlike-profiler",
        "profiler_version, 3.0, 4.1, unlike-profiler-version",
        "profiler_event, cpu, itimer, unlike-profiler-event"
    })
    void factsThatDifferStandInTheWayWithARemedy(String label, String before, String after, String code) {
        pair.pods(pair.baseline, 5, Map.of(label, before)).pods(pair.candidate, 5, Map.of(label, after));

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly(code);
        assertThat(alike.reasons().get(0).sentence()).contains(before + " baseline, " + after + " candidate");
        assertThat(alike.reasons().get(0).remedy()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "kernel_version, 5.10.0-21, 5.10.0-25",
        "runtime_version, 17.0.8, 17.0.9",
        "runtime_version, go1.22.1, go1.22.3",
        "profiler_version, 4.0, 4.1"
    })
    void smallStepsOfAVersionAreMentionedOnly(String label, String before, String after) {
        pair.pods(pair.baseline, 5, Map.of(label, before)).pods(pair.candidate, 5, Map.of(label, after));

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.checks())
                .anyMatch(check ->
                        check.state() == State.WARNING && check.detail().contains(after));
    }

    @Test
    void oneLimitWrittenInTwoWaysIsOneLimit() {
        pair.pods(pair.baseline, 5, Map.of("cpu_limit", "2")).pods(pair.candidate, 5, Map.of("cpu_limit", "2000m"));

        assertThat(pair.compare().reasons()).isEmpty();
    }

    @Test
    void aFactThatNeedNotMatchIsMentionedOnly() {
        pair.pods(pair.baseline, 5, Map.of("runtime_version", "17"))
                .pods(pair.candidate, 5, Map.of("runtime_version", "21"));
        ComparabilityRules rules = new ComparabilityRules(Duration.ofMinutes(5), Set.of(Fact.CPU_MODEL), false);

        Comparability.Alike alike = Comparability.of(pair.sides(), rules, 3);

        assertThat(alike.reasons()).isEmpty();
        assertThat(check(alike, "runtime").state()).isEqualTo(State.WARNING);
    }

    @Test
    void podsOfAModelThatBothSidesHaveAreComparedIfTheyAreEnough() {
        pair.pods(pair.baseline, 4, Map.of("cpu_model", "A"))
                .pods(pair.baseline, 2, Map.of("cpu_model", "B"))
                .pods(pair.candidate, 3, Map.of("cpu_model", "A"));

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).hasSize(4);
        assertThat(alike.kept().candidate()).hasSize(3);
        assertThat(alike.notes()).singleElement().asString().startsWith("2 pods were left out: the CPU model");
    }

    @Test
    void tooFewPodsOfACommonModelAreNotCompared() {
        pair.pods(pair.baseline, 2, Map.of("cpu_model", "A"))
                .pods(pair.baseline, 4, Map.of("cpu_model", "B"))
                .pods(pair.candidate, 5, Map.of("cpu_model", "A"));

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly("unlike-cpu-model");
        assertThat(alike.kept().baseline()).as("the picture shows all").hasSize(6);
    }

    /** Six of ten and four of ten on one model is what scheduling does every day. */
    @Test
    void mixedFleetsAreComparedWhole() {
        pair.pods(pair.baseline, 6, Map.of("cpu_model", "A"))
                .pods(pair.baseline, 4, Map.of("cpu_model", "B"))
                .pods(pair.candidate, 4, Map.of("cpu_model", "A"))
                .pods(pair.candidate, 6, Map.of("cpu_model", "B"));

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).isEqualTo(pair.baseline);
        assertThat(alike.kept().candidate()).isEqualTo(pair.candidate);
    }

    @Test
    void fleetsOfOppositeMixAreComparedOnOneModel() {
        pair.pods(pair.baseline, 9, Map.of("cpu_model", "A"))
                .pods(pair.baseline, 3, Map.of("cpu_model", "B"))
                .pods(pair.candidate, 2, Map.of("cpu_model", "A"))
                .pods(pair.candidate, 10, Map.of("cpu_model", "B"));

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).hasSize(3);
        assertThat(alike.kept().candidate()).hasSize(10);
    }

    @Test
    void aFactThatOneSideDoesNotSayIsAWarning() {
        pair.pods(pair.baseline, 5, Map.of("cpu_model", "A")).pods(pair.candidate, 5, Map.of());

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(check(alike, "CPU model"))
                .isEqualTo(new Check("CPU model", State.WARNING, "A baseline, not said candidate"));
    }

    @ParameterizedTest
    @CsvSource({"10000000, OK", "20000000, WARNING", "20010000, FAILED", "1000000, FAILED"})
    void timeIsComparedAtRatesThatDifferAtMostTwofold(long period, State state) {
        pair.pods(pair.baseline, 5, Map.of()).pods(pair.candidate, 5, Map.of(), period, pair.samples(900, 100));

        Comparability.Alike alike = pair.compare();

        assertThat(check(alike, "sampling rate").state()).isEqualTo(state);
        assertThat(codes(alike)).isEqualTo(state == State.FAILED ? List.of("unlike-sampling-rate") : List.of());
    }

    @Test
    void countsAreNeverComparedAcrossRates() {
        pair.type = ProfileType.parse("process_cpu:samples:count:cpu:nanoseconds");
        pair.pods(pair.baseline, 5, Map.of()).pods(pair.candidate, 5, Map.of(), 11_000_000, pair.samples(900, 100));

        assertThat(codes(pair.compare())).containsExactly("unlike-sampling-rate");
    }

    @Test
    void aFreshCandidateAgainstSettledPodsHasToWait() {
        for (int pod = 0; pod < 5; pod++) {
            pair.aged(pair.baseline, Pair.START, 86_400, 86_410, 86_420);
            pair.aged(pair.candidate, Pair.START + 86_400 * Pair.SECOND, 0, 10, 20);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly("warm-up");
        assertThat(alike.reasons().get(0).sentence()).contains("0 % baseline, 100 % candidate");
        // fresh for 300 s, then a profile of 10 s; 30 s are over
        assertThat(alike.reasons().get(0).remedy()).startsWith("Wait 5 minutes and ask again");
    }

    @Test
    void profilesOfFreshPodsAreLeftOutWhereSettledOnesAreThere() {
        for (int pod = 0; pod < 5; pod++) {
            pair.aged(pair.baseline, Pair.START, 86_400, 86_700, 86_710);
            pair.aged(pair.candidate, Pair.START + 86_400 * Pair.SECOND, 0, 300, 310);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().candidate())
                .allSatisfy(pod -> assertThat(pod.windows()).hasSize(2));
        assertThat(alike.notes()).singleElement().asString().startsWith("5 profiles of pods that were fresh");
    }

    @Test
    void freshPodsAreComparedWithFreshPods() {
        for (int pod = 0; pod < 4; pod++) {
            pair.aged(pair.baseline, Pair.START + 86_400 * Pair.SECOND, 0, 10);
            pair.aged(pair.baseline, Pair.START, 86_400, 86_410);
            pair.aged(pair.candidate, Pair.START + 86_400 * Pair.SECOND, 0, 10);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).hasSize(4);
        assertThat(alike.kept().candidate()).hasSize(4);
    }

    @Test
    void sidesOfOneAgeAreComparedWhateverItIs() {
        for (int pod = 0; pod < 3; pod++) {
            pair.aged(pair.baseline, Pair.START, 0, 10, 20).aged(pair.candidate, Pair.START, 0, 10, 20);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(alike.kept().baseline()).isEqualTo(pair.baseline);
        assertThat(alike.kept().candidate()).isEqualTo(pair.candidate);
    }

    @Test
    void aBusierSideIsMentionedAndNeverExcused() {
        pair.pods(pair.baseline, 3, Map.of()).pods(pair.candidate, 3, Map.of(), Pair.PERIOD, pair.samples(2700, 300));

        Comparability.Alike alike = pair.compare();

        assertThat(alike.reasons()).isEmpty();
        assertThat(check(alike, "load").state()).isEqualTo(State.WARNING);
        assertThat(check(alike, "load").detail()).contains("1 baseline, 3 candidate");
    }

    @Test
    void aSideWithMostProfilesMissingIsNotCompared() {
        long[] whole = LongStream.range(0, 20).map(i -> 90_000 + 10 * i).toArray();
        long[] holes = {90_000, 90_010, 90_020, 90_030, 90_040, 90_170, 90_180, 90_190};
        for (int pod = 0; pod < 3; pod++) {
            pair.aged(pair.baseline, Pair.START, whole).aged(pair.candidate, Pair.START, holes);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly("gaps");
        assertThat(alike.reasons().get(0).sentence())
                .contains("of the candidate are missing")
                .contains("100 % baseline");
    }

    @Test
    void profilingNowAndThenIsARhythmAndNoGap() {
        for (int pod = 0; pod < 3; pod++) {
            pair.aged(
                    pair.baseline,
                    Pair.START,
                    LongStream.range(0, 6).map(i -> 90_000 + 60 * i).toArray());
            pair.aged(
                    pair.candidate,
                    Pair.START,
                    LongStream.range(0, 6).map(i -> 90_000 + 60 * i).toArray());
        }

        assertThat(check(pair.compare(), "gaps in collection").detail()).contains("100 % baseline, 100 % candidate");
    }

    /** Five profiles in every five minutes, and on the other side for a quarter of the time only. */
    @Test
    void gapsBetweenSumsOfProfilesAreSeen() {
        for (int pod = 0; pod < 3; pod++) {
            pair.summed(pair.baseline, 5, 60, 0, 300, 600, 900, 1200, 1500, 1800);
            pair.summed(pair.candidate, 5, 60, 0, 1800);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly("gaps");
        assertThat(alike.reasons().get(0).sentence()).contains("100 % baseline");
    }

    /** Load and length are those of the profiles, not of the time that they were added up over. */
    @Test
    void sumsOfProfilesHaveTheLoadAndTheLengthOfTheirProfiles() {
        for (int pod = 0; pod < 3; pod++) {
            pair.summed(pair.baseline, 5, 60, 0, 300);
            pair.aged(pair.candidate, Pair.START, 0, 60, 120, 180, 240);
        }

        Comparability.Alike alike = pair.compare();

        assertThat(check(alike, "load").detail())
                .isEqualTo("seconds profiled per second and pod: 1 baseline, 1 candidate");
        assertThat(check(alike, "window length").detail()).isEqualTo("10 s baseline, 10 s candidate");
    }

    @Test
    void aSideThatLostItsSymbolsIsNotCompared() {
        pair.pods(pair.baseline, 3, Map.of()).pods(pair.candidate, 3, Map.of(), Pair.PERIOD, pair.samples(500, 500));

        Comparability.Alike alike = pair.compare();

        assertThat(codes(alike)).containsExactly("unlike-symbols");
        assertThat(alike.reasons().get(0).sentence()).contains("10 % baseline, 50 % candidate");
    }

    /** One pod of the candidate has as few names as the baseline's: that is noise. */
    @Test
    void podsThatOverlapInWhatTheyLackAreCompared() {
        pair.pods(pair.baseline, 3, Map.of())
                .pods(pair.candidate, 2, Map.of(), Pair.PERIOD, pair.samples(700, 300))
                .pods(pair.candidate, 1, Map.of());

        assertThat(pair.compare().reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<unknown>, true",
        "[unknown], true",
        "libjvm.so, true",
        "/usr/lib/libc.so.6, true",
        "??, true",
        "unknown_k, false",
        "main.run, false",
        "java/lang/String.length, false",
        "openssl.so_init, false"
    })
    void namelessIsWhatHasNoFunction(String name, boolean nameless) {
        assertThat(Symbols.isNameless(name)).isEqualTo(nameless);
    }

    @Test
    void stacksCutOnOneSideOnlyAreNotCompared() {
        int shallow = pair.deep(64);
        int deep = pair.deep(90);
        pair.pods(pair.baseline, 3, Map.of(), Pair.PERIOD, Pair.at(deep, 500))
                .pods(pair.candidate, 3, Map.of(), Pair.PERIOD, Pair.at(shallow, 500));

        assertThat(codes(pair.compare())).containsExactly("unlike-stack-depth");
    }

    @Test
    void aProgramThatGotDeeperIsCompared() {
        pair.pods(pair.baseline, 3, Map.of(), Pair.PERIOD, Pair.at(pair.deep(40), 500))
                .pods(pair.candidate, 3, Map.of(), Pair.PERIOD, Pair.at(pair.deep(41), 500));

        assertThat(pair.compare().reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:00Z, 1795255200000000000",
        "2026-11-21T12:00:00+02:00, 1795255200000000000",
        "1795255200, 1795255200000000000",
        "1795255200.25, 1795255200000000000",
        "1795255200000, 1795255200000000000",
        "1795255200000000000, 1795255200000000000",
        "yesterday, ",
        "99999999999999999999, "
    })
    void aStartIsReadInTheUsualForms(String text, Long nanos) {
        assertThat(ProcessStart.nanos(text).orElse(null)).isEqualTo(nanos);
    }
}
