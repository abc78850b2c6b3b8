package dev.flamegate.ingest.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every stack with its lines, counts and amounts, against the JDK's own reader. */
class JfrConformanceTest {
    private static final Path FIXTURES = Path.of("..", "fixtures", "jfr");

    private static final Map<SampleKind, String> EVENTS = Map.of(
            SampleKind.CPU, "jdk.ExecutionSample",
            SampleKind.WALL, "profiler.WallClockSample",
            SampleKind.ALLOC_IN_NEW_TLAB, "jdk.ObjectAllocationInNewTLAB",
            SampleKind.ALLOC_OUTSIDE_TLAB, "jdk.ObjectAllocationOutsideTLAB",
            SampleKind.ALLOC_SAMPLE, "jdk.ObjectAllocationSample",
            SampleKind.LIVE, "profiler.LiveObject",
            SampleKind.MALLOC, "profiler.Malloc",
            SampleKind.MUTEX, "jdk.JavaMonitorEnter",
            SampleKind.BLOCK, "jdk.ThreadPark");

    private final JfrFormat format = new JfrFormat(ReadLimits.DEFAULT);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> recordingsOfTheSampleService() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            List<Path> recordings = files.filter(file -> file.toString().endsWith(".jfr"))
                    .sorted()
                    .toList();
            assertThat(recordings).hasSizeGreaterThan(4);
            return recordings.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.toString(), () -> assertThat(compare(file)).isPositive()));
        }
    }

    @TestFactory
    Stream<DynamicTest> recordingsOfTheCorpus() {
        Corpus corpus = Corpus.orSkip();
        return corpus.files("").stream()
                .filter(file -> file.endsWith(".jfr") || file.endsWith(".jfr.gz"))
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    byte[] body = corpus.bytes(file);
                    byte[] plain = Gunzip.matches(body) ? Gunzip.content(body, 1 << 30, file) : body;
                    Path copy = Files.write(folder.resolve("plain.jfr"), plain);
                    skipIfTheJdkTrips(copy);
                    compare(copy);
                }));
    }

    /** Some are older than the format that JDK 9 began, others were written so that the JDK's reader trips: nothing to compare with. */
    private static void skipIfTheJdkTrips(Path file) {
        try {
            JdkReading.of(file);
        } catch (IOException | RuntimeException | InternalError e) {
            Assumptions.abort("the JDK's reader says " + e);
        }
    }

    @Test
    void aRecordingOfThisVeryProcess() throws Exception {
        Path file = folder.resolve("own.jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("jdk.JavaMonitorEnter", "jdk.ThreadPark")) {
                recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
            }
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            contend();
            LockSupport.parkNanos(1_000_000);
            byte[] large = new byte[16 << 20];
            assertThat(large).hasSize(16 << 20);
            recording.stop();
            recording.dump(file);
        }

        assertThat(compare(file)).isGreaterThanOrEqualTo(3);
        Map<String, Long> mutex = stacks(read(file), SampleKind.MUTEX, 1);
        assertThat(mutex.keySet()).anyMatch(stack -> stack.contains("JfrConformanceTest.hold"));
        assertThat(mutex.values()).allMatch(nanos -> nanos > 0);
    }

    private static void contend() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            started.countDown();
            hold(monitor);
        });
        synchronized (monitor) {
            waiting.start();
            started.await();
            while (waiting.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        }
        waiting.join();
    }

    private static void hold(Object monitor) {
        synchronized (monitor) {
            assertThat(monitor).isNotNull();
        }
    }

    /** The number of kinds of samples that were compared. */
    private int compare(Path file) throws IOException {
        JdkReading expected = JdkReading.of(file);
        List<Profile> read = read(file);
        int compared = 0;
        for (Map.Entry<SampleKind, String> kind : EVENTS.entrySet()) {
            Map<String, long[]> events = expected.stacks.getOrDefault(kind.getValue(), Map.of());
            boolean wallEngine = read.stream()
                    .anyMatch(profile ->
                            profile.labels().valueOrEmpty("jfr_event").equals("wall"));
            if (wallEngine && (kind.getKey() == SampleKind.CPU || kind.getKey() == SampleKind.WALL)) {
                continue;
            }
            compare(kind.getKey(), events, read);
            compared += events.isEmpty() ? 0 : 1;
        }
        return compared;
    }

    private static void compare(SampleKind kind, Map<String, long[]> events, List<Profile> read) {
        boolean timed = kind == SampleKind.CPU || kind == SampleKind.WALL;
        Map<String, Long> first = new TreeMap<>();
        Map<String, Long> second = new TreeMap<>();
        events.forEach((stack, sums) -> {
            first.put(stack, kind == SampleKind.WALL ? sums[1] : sums[0]);
            second.put(stack, sums[1]);
        });
        second.values().removeIf(value -> value == 0);
        Map<String, Long> counts = stacks(read, kind, 0);
        if (timed) {
            long period = read.stream()
                    .filter(profile -> profile.type(0)
                            .sampleType()
                            .equals(kind.sampleTypes().get(0)))
                    .mapToLong(Profile::period)
                    .findFirst()
                    .orElse(1);
            counts.replaceAll((stack, nanos) -> nanos / period);
        }
        assertThat(counts).as(kind.toString()).isEqualTo(first);
        if (!timed && kind != SampleKind.LIVE && kind != SampleKind.MUTEX && kind != SampleKind.BLOCK) {
            assertThat(stacks(read, kind, 1)).as(kind.toString()).isEqualTo(second);
        } else if (kind == SampleKind.MUTEX || kind == SampleKind.BLOCK) {
            long events1 = first.values().stream().mapToLong(Long::longValue).sum();
            stacks(read, kind, 1)
                    .forEach((stack, nanos) -> assertThat(nanos)
                            .as(stack)
                            .isBetween(
                                    second.getOrDefault(stack, 0L) - events1,
                                    second.getOrDefault(stack, 0L) + events1));
        }
    }

    private static Map<String, Long> stacks(List<Profile> read, SampleKind kind, int index) {
        Map<String, Long> stacks = new TreeMap<>();
        for (Profile profile : read) {
            if (profile.name().equals(kind.profileName())
                    && profile.sampleTypes().equals(kind.sampleTypes())) {
                TestStacks.withLines(profile, index)
                        .forEach((stack, value) -> stacks.merge(stack.replace('/', '.'), value, Long::sum));
            }
        }
        return stacks;
    }

    private List<Profile> read(Path file) throws IOException {
        return format.read(Files.readAllBytes(file), Source.of(file.toString()));
    }
}
