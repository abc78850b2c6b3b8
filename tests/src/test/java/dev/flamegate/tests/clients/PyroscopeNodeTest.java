package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(PyroscopeNodeTest.CLIENT)
@Timeout(300)
class PyroscopeNodeTest {
    static final String CLIENT = "@pyroscope/nodejs 0.6.4";
    private static final long NANOS_PER_SAMPLE = 10_000_000;

    @TempDir
    Path folder;

    @Test
    void whatItSendsToIngestIsWhatTheProgramDid() throws Exception {
        Path workplace = installed();
        Program ended;
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            ended = Program.run(
                    workplace, Map.of("SERVER_ADDRESS", service.address()), 90, List.of("node", "burner.js"));
            Requests.to(service).allAccepted(CLIENT, "/ingest", 3);
        }

        Did did = Did.saidBy(ended, Did.Clock.WALL);
        assertThat(did.client()).isEqualTo(CLIENT);
        try (Stored stored = new Stored(folder.resolve("store"), CLIENT, "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-1", "pyroscope_spy", "nodespy"));
            Agreement agreement = new Agreement(CLIENT, did);
            agreement.onTime(
                    stored.costs("wall:wall:nanoseconds:wall:nanoseconds"),
                    "./burner.js:heavy",
                    "./burner.js:light",
                    NANOS_PER_SAMPLE);
            new Agreement(CLIENT, Did.saidBy(ended, Did.Clock.CPU))
                    .onProcess(stored.costs("wall:cpu:nanoseconds:wall:nanoseconds"));
            assertThat(stored.costs("memory:inuse_space:bytes:inuse_space:bytes")
                            .of("./burner.js:allocate"))
                    .as("bytes in use by %s", CLIENT)
                    .isPositive();
        }
    }

    private static Path installed() throws IOException, InterruptedException {
        Toolchain.needs("node", "--version");
        Toolchain.needs("npm", "--version");
        Path workplace = Workplace.kept("node");
        for (String file : List.of("package.json", "package-lock.json", "burner.js")) {
            Files.copy(
                    Workplace.sources("node").resolve(file),
                    workplace.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Toolchain.fetch(workplace, Map.of(), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        return workplace;
    }
}
