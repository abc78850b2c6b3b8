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

/** What the OpenTelemetry Collector's exporters and its eBPF profiler encode and send with, around a profile of Go's own profiler. */
@DisplayName(OtlpExporterTest.CLIENT)
@Timeout(480)
class OtlpExporterTest {
    static final String CLIENT = "pprofileotlp 0.164.0";
    static final String OVER_GRPC = CLIENT + " with grpc-go 1.85.0";

    @TempDir
    Path folder;

    @Test
    @DisplayName("over gRPC (" + OVER_GRPC + ")")
    void whatItSendsOverGrpcIsWhatTheProgramDid() throws Exception {
        sent("grpc", OVER_GRPC, "/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export");
    }

    @Test
    @DisplayName("over HTTP")
    void whatItSendsOverHttpIsWhatTheProgramDid() throws Exception {
        sent("http", CLIENT, "/v1development/profiles");
    }

    private void sent(String transport, String client, String route) throws Exception {
        List<String> command = List.of(GoClients.built("otlp").toString(), transport);
        Program program;
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            program = Program.run(folder, Map.of("SERVER_ADDRESS", service.address()), 90, command);
            Requests.to(service).allAccepted(client, route, 1);
        }

        Did did = Did.saidBy(program, Did.Clock.CPU);
        assertThat(did.client()).isEqualTo(client);
        try (Stored stored = new Stored(folder.resolve("store"), client, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1"));
            Agreement agreement = new Agreement(client, did);
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            agreement.onTime(cpu, GoClients.HEAVY, GoClients.LIGHT, cpu.period());
            agreement.onProcess(cpu);
        }
    }
}
