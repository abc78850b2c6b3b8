package dev.flamegate.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flamegate.Flamegate;
import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.jfr.JfrFormat;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestBenchTest {
    private static final Path FIXTURES = Path.of("../fixtures");
    private static final IngestBench.Plan SHORT = new IngestBench.Plan(2, 0.5, 0.5);

    private final ProfileFormats formats =
            new ProfileFormats(List.of(new JfrFormat(ReadLimits.DEFAULT), new PprofFormat(PprofLimits.DEFAULT)));

    private static List<String> program(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    private Profile first(Workload workload) {
        return formats.read(workload.bodies().get(0), Source.of(workload.name()))
                .get(0);
    }

    @Test
    void aShortRunRefusesNothingAndFillsItsDocument() throws Exception {
        List<Workload> workloads = Workloads.recorded(FIXTURES, "5 KB").subList(0, 1);
        List<String> progress = new ArrayList<>();
        List<IngestResults> soFar = new ArrayList<>();
        IngestResults results = new IngestBench(formats, program(Flamegate.class.getName()), Clock.systemUTC())
                .run("test", workloads, SHORT, progress::add, soFar::add);

        JsonNode one = JsonMapper.builder()
                .build()
                .readTree(IngestJson.write(results))
                .path("workloads")
                .path(0);
        assertThat(one.at("/load/refused").asLong(-1)).isZero();
        assertThat(one.at("/load/profiles").asLong()).isPositive();
        assertThat(one.at("/load/syncsPerSecond").asDouble()).isPositive();
        for (String stage :
                List.of("gunzip", "decode", "intern", "encode", "sync", "rollUp", "bareGunzip", "bareSkip")) {
            assertThat(one.at("/stages/" + stage).asDouble(-1)).as(stage).isNotNegative();
        }
        assertThat(one.at("/stages/rollUp").asDouble()).isPositive();
        assertThat(one.at("/input/stacks").asInt()).isPositive();
        assertThat(progress).hasSize(3);
        assertThat(soFar).containsExactly(results);
        assertThat(IngestMarkdown.write(results)).contains("| pprof 5 KB |", "server CPU / least", "refused");
    }

    @Test
    void aServiceThatDoesNotStartIsAnErrorWithWhatItSaid() {
        IngestBench bench = new IngestBench(formats, program("no.such.Program"), Clock.systemUTC());
        List<Workload> workloads = Workloads.recorded(FIXTURES, "JFR of the JDK");
        assertThatThrownBy(() -> bench.run("test", workloads, SHORT, line -> {}, soFar -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the service did not start")
                .hasMessageContaining("no.such.Program");
    }

    @Test
    void mergedProfilesHoldWhatTheirPartsHold() {
        Workload recorded = Workloads.recorded(FIXTURES, "pprof 15 KB").get(0);
        long total = 0;
        MergedPprof merged = new MergedPprof();
        for (byte[] body : recorded.bodies().subList(0, 3)) {
            byte[] message = Gunzip.content(body, 1 << 20, "window");
            total += formats.read(body, Source.of("window")).get(0).total(1);
            merged.add(message, "window", sample -> true, name -> name);
        }
        Profile profile = formats.read(merged.bytes(), Source.of("merged")).get(0);
        assertThat(profile.total(1)).isEqualTo(total);
        assertThat(profile.type(1)).isEqualTo(first(recorded).type(1));
        assertThat(merged.sampleCount()).isGreaterThanOrEqualTo(profile.stackCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pprof 15 KB", "JFR of the JDK"})
    void aDatedProfileIsTheSameProfileAtAnotherTime(String name) {
        Workload recorded = Workloads.recorded(FIXTURES, name).get(0);
        long startNanos = 1_900_000_000_123_000_000L;
        Workload dated = recorded.begunAt(startNanos);
        assertThat(first(dated).startNanos()).isEqualTo(startNanos);
        assertThat(first(dated).durationNanos()).isEqualTo(first(recorded).durationNanos());
        assertThat(first(dated).total(0)).isPositive().isEqualTo(first(recorded).total(0));
        assertThat(first(dated).stackCount()).isEqualTo(first(recorded).stackCount());
        assertThat(formats.read(dated.bodies().get(1), Source.of(name)).get(0).startNanos())
                .isEqualTo(startNanos + 1_000_000);
    }

    @Test
    void whatIsNoProfileKeepsItsBytes() {
        byte[] text = "main;work 5".getBytes(StandardCharsets.UTF_8);
        assertThat(Dated.at(text, 1)).isSameAs(text);
        byte[] compressed = Workloads.compressed(text);
        assertThat(Dated.at(compressed, 1)).isSameAs(compressed);
    }

    @Test
    void sizesAreWhatTheirNamesSay() {
        assertThat(Workloads.recorded(FIXTURES, "pprof 5 KB").get(0).meanBytes())
                .isBetween(5e3, 10e3);
        assertThat(Workloads.recorded(FIXTURES, "pprof 50 KB").get(0).meanBytes())
                .isBetween(40e3, 70e3);
        assertThat(Workloads.recorded(FIXTURES, "pprof 500 KB").get(0).meanBytes())
                .isBetween(400e3, 600e3);
    }
}
