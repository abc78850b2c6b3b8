package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsDocumentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                PyroscopeJavaAgentTest.CLIENT,
                AsyncProfilerTest.CLIENT,
                PyroscopeNodeTest.CLIENT,
                PyroscopeGoTest.CLIENT,
                PyroscopePythonTest.CLIENT,
                OtlpExporterTest.CLIENT,
                OtlpExporterTest.OVER_GRPC
            })
    void everyTestedClientIsInItsTableWithItsVersion(String client) throws IOException {
        assertThat(Files.readString(Checkout.root().resolve("gate-service/docs/clients.md")))
                .contains("| " + client + " |");
    }
}
