package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Its sampler takes a thread that is ready to run for one that runs, so it tells time by the wall clock. */
@DisplayName("pyroscope-io")
@Timeout(300)
class PyroscopePythonTest {
    static final String CLIENT = "pyroscope-io 1.4.0";
    private static final long NANOS_PER_SAMPLE = 10_000_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName(CLIENT)
    void whatItSendsToPushIsWhatTheProgramDid() throws Exception {
        Path packages = installed("requirements.txt");
        String program = Workplace.sources("python").resolve("burner.py").toString();
        Program ended;
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            Map<String, String> environment =
                    Map.of("SERVER_ADDRESS", service.address(), "PYTHONPATH", packages.toString());
            ended = Program.run(folder, environment, 90, List.of("python3", "-B", program));
            Requests.to(service).allAccepted(CLIENT, "/push.v1.PusherService/Push", 1);
        }

        Did did = Did.saidBy(ended, Did.Clock.WALL);
        assertThat(did.client()).isEqualTo(CLIENT);
        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1"));
            Agreement agreement = new Agreement(CLIENT, did);
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            agreement.onTime(cpu, "heavy", "light", NANOS_PER_SAMPLE);
            agreement.onProcess(cpu);
        }
    }

    /** Wheels only: to compile one takes more than is here. A folder that was filled to the end is taken as it is. */
    private static Path installed(String requirements) throws IOException, InterruptedException {
        Toolchain.needs("python3", "-m", "pip", "--version");
        Path list = Workplace.sources("python").resolve(requirements);
        String pins = Files.readString(list);
        Path packages = Workplace.kept("python/" + Integer.toHexString(pins.hashCode()));
        Path whole = packages.resolve("whole");
        if (!Files.exists(whole)) {
            Toolchain.fetch(
                    packages,
                    Map.of(),
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--no-deps",
                    "--upgrade",
                    "--only-binary=:all:",
                    "--target",
                    packages.toString(),
                    "--requirement",
                    list.toString());
            Files.createFile(whole);
        }
        return packages;
    }
}
