package dev.flamegate.ingest.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class JfrFormatTest {
    private static final JfrFormat FORMAT = new JfrFormat(new ReadLimits(1 << 20, 100, 1000, 1000, 2));
    private static final String STACK = "a/A.main;b/B.work";

    @Test
    void samplesOfTheCpuAreTimesTheIntervalThatTheRecordingSays() {
        Profile cpu = one(new TinyRecording()
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .event("jdk.ExecutionSample", 2, 1, 0, 0)
                .event("jdk.ExecutionSample", 1, 2, 0, 0)
                .event("jdk.ExecutionSample", 1, 0, 0, 0)
                .event("jdk.ExecutionSample", 0, 1, 0, 0)
                .setting("jdk.ExecutionSample", "event", "ctimer")
                .setting("jdk.ExecutionSample", "interval", "1000000"));

        assertThat(cpu.type(0)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(cpu.period()).isEqualTo(1_000_000);
        assertThat(cpu.startNanos()).isEqualTo(TinyRecording.START);
        assertThat(cpu.durationNanos()).isEqualTo(TinyRecording.DURATION);
        assertThat(cpu.labels().asMap()).isEqualTo(Map.of("jfr_event", "ctimer"));
        assertThat(TestStacks.of(cpu)).isEqualTo(Map.of(STACK, 2_000_000L, "a/A.main;malloc", 1_000_000L));
        assertThat(TestStacks.withLines(cpu, 0)).containsKey(";a/A.main:10;b/B.work:20");
    }

    @ParameterizedTest
    @CsvSource({"20 ms,20000000", "everyChunk,4000000", "'',4000000", "500 us,500000"})
    void theJdkSaysAPeriodAndWhereNothingIsSaidTheSenderDoes(String period, long nanos) {
        byte[] body = new TinyRecording()
                .setting("jdk.ExecutionSample", "period", period)
                .setting("jdk.JavaMonitorEnter", "period", "1 s")
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .bytes();

        Profile cpu =
                FORMAT.read(body, new Source("x", UntypedCounts.of("cpu", 250))).get(0);
        assertThat(cpu.period()).isEqualTo(nanos);
        assertThat(cpu.total(0)).isEqualTo(nanos);
        assertThat(cpu.labels().asMap()).isEmpty();
    }

    @Test
    void cpuTimeSamplesOfNewJdksStandForTheOlderOnes() {
        Profile cpu = one(new TinyRecording()
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .event("jdk.CPUTimeSample", 1, 0, 0, 5_000_000)
                .event("jdk.CPUTimeSample", 2, 0, 0, 5_000_000));

        assertThat(TestStacks.of(cpu)).isEqualTo(Map.of(STACK, 10_000_000L, "a/A.main;malloc", 10_000_000L));
    }

    @Test
    void wallClockSamplesCountWhatTheyStandFor() {
        List<Profile> both = FORMAT.read(
                new TinyRecording()
                        .setting("jdk.ExecutionSample", "event", "wall")
                        .setting("jdk.ExecutionSample", "interval", "20000000")
                        .event("profiler.WallClockSample", 1, 2, 0, 3)
                        .event("profiler.WallClockSample", 2, 1, 0, 2)
                        .event("jdk.ExecutionSample", 1, 2, 0, 0)
                        .bytes(),
                Source.of("x"));

        assertThat(both).extracting(Profile::name).containsExactly("process_cpu", "wall");
        assertThat(TestStacks.of(both.get(0))).isEqualTo(Map.of("a/A.main;malloc", 40_000_000L));
        assertThat(TestStacks.of(both.get(1))).isEqualTo(Map.of(STACK, 80_000_000L, "a/A.main;malloc", 40_000_000L));
    }

    @Test
    void wallClockSamplesBesideACpuEngineHaveTheirOwnInterval() {
        Profile wall = one(new TinyRecording()
                .setting("jdk.ExecutionSample", "event", "cpu")
                .setting("jdk.ExecutionSample", "interval", "1000000")
                .setting("jdk.ExecutionSample", "wall", "50000000")
                .event("profiler.WallClockSample", 1, 1, 0, 1));

        assertThat(wall.type(0)).hasToString("wall:wall:nanoseconds:wall:nanoseconds");
        assertThat(wall.total(0)).isEqualTo(50_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.ObjectAllocationInNewTLAB,memory:alloc_in_new_tlab_objects:count:space:bytes,"
                + "memory:alloc_in_new_tlab_bytes:bytes:space:bytes,500",
        "jdk.ObjectAllocationOutsideTLAB,memory:alloc_outside_tlab_objects:count:space:bytes,"
                + "memory:alloc_outside_tlab_bytes:bytes:space:bytes,500",
        "jdk.ObjectAllocationSample,memory:alloc_sample_objects:count:space:bytes,"
                + "memory:alloc_sample_bytes:bytes:space:bytes,500",
        "jdk.JavaMonitorEnter,mutex:contentions:count:mutex:count,mutex:delay:nanoseconds:mutex:count,1000",
        "jdk.ThreadPark,block:contentions:count:block:count,block:delay:nanoseconds:block:count,1000",
        "profiler.Malloc,memory:malloc_objects:count::,memory:malloc_bytes:bytes::,500"
    })
    void otherEventsCountOneAndTheirAmount(String event, String count, String amount, long value) {
        Profile profile = one(new TinyRecording().event(event, 1, 0, 0, 500).event(event, 1, 0, 0, 0));

        assertThat(profile.type(0)).hasToString(count);
        assertThat(profile.type(1)).hasToString(amount);
        assertThat(profile.total(0)).isEqualTo(2);
        assertThat(profile.total(1)).as("ticks are two nanoseconds long").isEqualTo(value);
    }

    @Test
    void liveObjectsAreCountedAndFreesAreNot() {
        Profile live =
                one(new TinyRecording().event("profiler.LiveObject", 1, 0, 0, 0).event("profiler.Free", 1, 0, 0, 0));

        assertThat(live.type(0)).hasToString("memory:live:count:objects:count");
        assertThat(live.total(0)).isEqualTo(1);
    }

    @Test
    void contextsBecomeLabelsAsLongAsTheirSetsAreFew() {
        byte[] body = new TinyRecording()
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .event("jdk.ExecutionSample", 1, 1, 7, 0)
                .event("jdk.ExecutionSample", 2, 1, 7, 0)
                .event("jdk.ExecutionSample", 1, 1, 8, 0)
                .event("jdk.ExecutionSample", 1, 1, 9, 0)
                .event("jdk.ExecutionSample", 1, 1, 99, 0)
                .bytes();
        Source source = new Source(
                "x", UntypedCounts.DEFAULT, TinyRecording.snapshot(Map.of(7L, "cart", 8L, "search", 9L, "tax")));

        List<Profile> profiles = FORMAT.read(body, source);
        assertThat(profiles)
                .extracting(profile -> profile.labels().asMap().toString() + " " + profile.total(0) / 10_000_000)
                .containsExactly("{} 2", "{endpoint=cart} 2", "{endpoint=search} 1", "{sample_labels=dropped} 1");
        List<Profile> withoutLabels = new JfrFormat(ReadLimits.DEFAULT).read(body, source);
        assertThat(withoutLabels).hasSize(1);
        assertThat(withoutLabels.get(0).total(0)).isEqualTo(60_000_000);
    }

    @Test
    void chunksAddUp() {
        byte[] chunk =
                new TinyRecording().event("jdk.ExecutionSample", 1, 1, 0, 0).bytes();
        byte[] both = Arrays.copyOf(chunk, chunk.length * 2);
        System.arraycopy(chunk, 0, both, chunk.length, chunk.length);

        assertThat(TestStacks.of(FORMAT.read(both, Source.of("x")).get(0))).isEqualTo(Map.of(STACK, 20_000_000L));
    }

    @Test
    void aRecordingWithoutSamplesHoldsNoProfile() {
        assertThat(FORMAT.read(new TinyRecording().bytes(), Source.of("x"))).isEmpty();
    }

    @Test
    void whatIsNoWholeRecordingIsRefused() {
        byte[] good =
                new TinyRecording().event("jdk.ExecutionSample", 1, 1, 0, 0).bytes();
        byte[] unfinished = good.clone();
        Arrays.fill(unfinished, 8, 16, (byte) 0);
        byte[] old = good.clone();
        old[5] = 0;

        assertThatThrownBy(() -> FORMAT.read(unfinished, Source.of("up")))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("up: byte 0: the chunk has no size: the recording was not finished");
        assertThatThrownBy(() -> FORMAT.read(old, Source.of("up"))).hasMessageContaining("version 0.0 of the format");
        assertThatThrownBy(() -> FORMAT.read(Arrays.copyOf(good, good.length - 1), Source.of("up")))
                .hasMessageContaining("the recording is truncated");
        assertThatThrownBy(() -> FORMAT.read(Arrays.copyOf(good, good.length + 1), Source.of("up")))
                .hasMessageContaining("ends inside the header of a chunk");
        assertThatThrownBy(() -> FORMAT.read(new byte[0], Source.of("up"))).hasMessageContaining("empty");
    }

    private static Profile one(TinyRecording recording) {
        List<Profile> profiles = FORMAT.read(recording.bytes(), Source.of("x"));
        assertThat(profiles).hasSize(1);
        return profiles.get(0);
    }
}
