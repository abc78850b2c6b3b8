package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApiDescriptionTest {

    @Test
    void describesEveryRouteThatExistsAndNoOther() {
        try (TestServer server = new TestServer()) {
            JsonNode description = server.get("/openapi.json").json();
            Set<String> described = new TreeSet<>();
            for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }

            assertThat(described).isEqualTo(new TreeSet<>(server.server.routes()));
        }
    }

    @Test
    void everyReferenceHasATargetAndEveryOperationAnAnswer() {
        try (TestServer server = new TestServer()) {
            JsonNode description = server.get("/openapi.json").json();
            for (JsonNode reference : description.findValues("$ref")) {
                String pointer = reference.asText().substring(1);
                assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse();
            }
            for (JsonNode path : description.path("paths")) {
                for (JsonNode operation : path) {
                    assertThat(operation.path("responses")).isNotEmpty();
                    assertThat(operation.path("summary").asText()).isNotBlank();
                }
            }
        }
    }

    @Test
    void theDescriptionIsAlsoAPageWithoutScripts() {
        try (TestServer server = new TestServer()) {
            assertThat(server.get("/api").text())
                    .contains("POST /api/v1/profiles", "GET /gates/{id}/flamegraph.svg")
                    .doesNotContain("<script", "https://");
        }
    }
}
