package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Its sampler looks at threads that run Java from time to time, so it tells time by the wall clock; and that of JDK 17 loses most samples
 * where the machine is busy. So the shares are held against the program, the totals against what the JDK itself reads in its recording.
 */
@Timeout(180)
class FlightRecorderTest {
    static final String CLIENT = "Flight Recorder of JDK " + System.getProperty("java.vm.version");

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";

    /** Of its settings named "profile". */
    private static final long NANOS_PER_SAMPLE = 10_000_000;

    @TempDir
    Path folder;

    @Test
    void aRecordingOfTheRunningJdkIsWhatTheProgramDid() throws Exception {
        Path recording = folder.resolve("burner.jfr");
        Program program = JavaBurner.run(
                folder, Map.of(), List.of("-XX:StartFlightRecording=settings=profile,filename=" + recording), 0);
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            CommandLine.push(recording, service);
            Requests.to(service).allAccepted(CLIENT, "/api/v1/profiles", 1);
        }

        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1"));
            Agreement agreement = new Agreement(CLIENT, Did.saidBy(program, Did.Clock.WALL));
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            agreement.onShare(cpu, JavaBurner.HEAVY, JavaBurner.LIGHT, NANOS_PER_SAMPLE);
            Costs allocated = stored.costs("memory:alloc_sample_bytes:bytes:space:bytes");
            agreement.onAllocation(allocated, JavaBurner.ALLOCATE);
            isAsRecorded(cpu, allocated, RecordedEvents.in(recording));
        }
    }

    private static void isAsRecorded(Costs cpu, Costs allocated, RecordedEvents events) {
        for (String function : List.of(JavaBurner.HEAVY, JavaBurner.LIGHT)) {
            assertThat(cpu.of(function))
                    .as("nanoseconds of %s by %s", function, CLIENT)
                    .isEqualTo(NANOS_PER_SAMPLE * events.count(SAMPLE, function));
        }
        assertThat(cpu.total()).isEqualTo(NANOS_PER_SAMPLE * events.count(SAMPLE));
        assertThat(allocated.of(JavaBurner.ALLOCATE))
                .as("bytes of %s by %s", JavaBurner.ALLOCATE, CLIENT)
                .isEqualTo(events.sum(ALLOCATION, "weight", JavaBurner.ALLOCATE));
    }
}
