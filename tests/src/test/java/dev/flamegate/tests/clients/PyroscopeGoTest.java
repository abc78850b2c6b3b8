package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(PyroscopeGoTest.CLIENT)
@Timeout(480)
class PyroscopeGoTest {
    static final String CLIENT = "pyroscope-go 1.4.3";

    @TempDir
    Path folder;

    @Test
    void whatItSendsToIngestIsWhatTheProgramDid() throws Exception {
        Path binary = GoClients.built("push");
        Program program;
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            program = Program.run(folder, Map.of("SERVER_ADDRESS", service.address()), 90, List.of(binary.toString()));
            Requests.to(service).allAccepted(CLIENT, "/ingest", 3);
        }

        Did did = Did.saidBy(program, Did.Clock.CPU);
        assertThat(did.client()).isEqualTo(CLIENT);
        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1", "pyroscope_spy", "gospy"));
            Agreement agreement = new Agreement(CLIENT, did);
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            agreement.onTime(cpu, GoClients.HEAVY, GoClients.LIGHT, cpu.period());
            agreement.onProcess(cpu);
            agreement.onAllocation(stored.costs("memory:alloc_space:bytes:space:bytes"), GoClients.ALLOCATE);
            assertThat(stored.types())
                    .as("types of %s", CLIENT)
                    .contains(
                            "goroutines:goroutine:count:goroutine:count",
                            "memory:inuse_objects:count:space:bytes",
                            "memory:inuse_space:bytes:space:bytes");
        }
    }
}
