package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(AsyncProfilerTest.CLIENT)
@Timeout(180)
class AsyncProfilerTest {
    private static final String VERSION = "4.6";
    static final String CLIENT = "async-profiler " + VERSION;

    @TempDir
    Path folder;

    @Test
    void itsRecordingPushedByTheCommandLineIsWhatTheProgramDid() throws Exception {
        Path recording = folder.resolve("burner.jfr");
        Program program = JavaBurner.run(
                folder, Map.of(), List.of(agent("event=ctimer,interval=10ms,alloc=512k,file=" + recording)), 0);
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            CommandLine.push(recording, service);
            Requests.to(service).allAccepted(CLIENT, "/api/v1/profiles", 1);
        }

        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1"));
            agreesOnCpu(program, stored);
            new Agreement(CLIENT, Did.saidBy(program, Did.Clock.CPU))
                    .onAllocation(
                            stored.costs("memory:alloc_in_new_tlab_bytes:bytes:space:bytes"), JavaBurner.ALLOCATE);
        }
    }

    /** It names neither service nor version: the profile is taken, and belongs to nobody. */
    @Test
    void itsOtlpFileIsTakenAsThatOfAnUnknownService() throws Exception {
        Path file = folder.resolve("burner.otlp");
        Program program = JavaBurner.run(
                folder, Map.of(), List.of(agent("event=ctimer,interval=10ms,otlp,total,file=" + file)), 0);
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            service.post("/v1development/profiles", Files.readAllBytes(file), "application/x-protobuf");
            Requests.to(service).allAccepted(CLIENT, "/v1development/profiles", 1);
        }

        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "unknown_service")) {
            stored.hasOnlyWith(Map.of());
            assertThat(stored.types()).isNotEmpty();
            agreesOnCpu(program, stored);
        }
    }

    private static void agreesOnCpu(Program program, Stored stored) throws Exception {
        Agreement agreement = new Agreement(CLIENT, Did.saidBy(program, Did.Clock.CPU));
        Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        agreement.onTime(cpu, JavaBurner.HEAVY, JavaBurner.LIGHT, 10_000_000);
        agreement.onProcess(cpu);
    }

    private String agent(String options) throws Exception {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        assumeTrue(System.getProperty("os.name").equals("Linux"), "ctimer is Linux's");
        Path library = JavaBurner.extracted(
                JavaBurner.jar("async-profiler", VERSION), machine + "/libasyncProfiler.so", folder);
        return "-agentpath:" + library + "=start," + options;
    }
}
