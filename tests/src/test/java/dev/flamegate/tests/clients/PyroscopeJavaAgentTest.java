package dev.flamegate.tests.clients;

import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(PyroscopeJavaAgentTest.CLIENT)
@Timeout(180)
class PyroscopeJavaAgentTest {
    private static final String VERSION = "2.9.2";
    static final String CLIENT = "Pyroscope Java agent " + VERSION;

    @TempDir
    Path folder;

    @Test
    void whatItSendsToIngestIsWhatTheProgramDid() throws Exception {
        Path agent = JavaBurner.jar("agent", VERSION);
        Program program;
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            program = JavaBurner.run(folder, environment(service), List.of("-javaagent:" + agent), 4000);
            Requests.to(service).allAccepted(CLIENT, "/ingest", 2);
        }

        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1", "pyroscope_spy", "javaspy"));
            Agreement agreement = new Agreement(CLIENT, Did.saidBy(program, Did.Clock.CPU));
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            agreement.onTime(cpu, JavaBurner.HEAVY, JavaBurner.LIGHT, 10_000_000);
            agreement.onProcess(cpu);
            agreement.onAllocation(
                    stored.costs("memory:alloc_in_new_tlab_bytes:bytes:space:bytes"), JavaBurner.ALLOCATE);
        }
    }

    /** What its documentation names; by itself it would send every ten seconds, and no allocations. */
    private static Map<String, String> environment(ServiceProcess service) {
        return Map.of(
                "PYROSCOPE_SERVER_ADDRESS", service.address(),
                "PYROSCOPE_APPLICATION_NAME", "burner",
                "PYROSCOPE_LABELS", "version=1.4.2,pod=pod-1",
                "PYROSCOPE_UPLOAD_INTERVAL", "2s",
                "PYROSCOPE_PROFILER_ALLOC", "512k");
    }
}
