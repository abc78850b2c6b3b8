package dev.flamegate.tests.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service as users run it: a question with a merge request, and what the merge request shows then. */
@Timeout(180)
class ServicePostsToGitLabTest {
    @TempDir
    Path folder;

    private FakeGitLab gitlab;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        gitlab = new FakeGitLab(Clock.systemUTC());
        Path token = Files.writeString(folder.resolve("token"), FakeGitLab.TOKEN);
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "log: {level: TRACE}\ngitlab:\n  api_url: " + gitlab.address() + "\n  token_file: " + token
                        + "\n  projects: [acme/*]\n  services: [shop=acme/backend/shop]\n");
        service = new ServiceProcess(folder.resolve("store"), "--config", config.toString());
    }

    @AfterEach
    void stop() {
        service.close();
        gitlab.close();
    }

    private JsonNode ask(String place) throws Exception {
        String question = "{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"1.1.0\", \"gitlab\": {"
                + place + "\"sha\": \"" + gitlab.project.head + "\"}}";
        return new ObjectMapper()
                .readTree(service.postJson("/api/v1/gates?wait=60s", question).body());
    }

    private boolean isFinished() {
        return gitlab.project.statuses.stream().anyMatch(status -> status.state.equals("failed"));
    }

    @Test
    void aQuestionWithAMergeRequestIsAnsweredThereInTheProjectOfTheService() throws Exception {
        Fixtures.push(service, "shop", Fixtures.version("shop", "1.0.0"));
        Fixtures.push(service, "shop", Fixtures.version("shop", "1.1.0"));

        JsonNode answer = ask("\"merge_request\": 7, ");
        gitlab.awaitTrue("status and note", () -> isFinished() && !gitlab.project.notes.isEmpty());

        assertThat(answer.at("/reporting/posted_by").asText()).isEqualTo("service");
        assertThat(answer.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(gitlab.project.notes.get(0).body).contains("Cart.reprice");
        assertThat(gitlab.project.statuses.get(0).address)
                .isEqualTo(service.address() + "/gates/" + answer.path("id").asText());
        assertThat(service.get("/outbox").body()).contains("acme/backend/shop !7");
    }

    @Test
    void whereTheServiceMayNotPostTheCallerMay() throws Exception {
        assertThat(ask("\"project\": \"others/shop\", ")
                        .at("/reporting/posted_by")
                        .asText())
                .isEqualTo("caller");
        assertThat(gitlab.requests).isEmpty();
    }

    @Test
    void aPlaceThatIsNoneIsRefusedWithTheFieldThatIsWrong() throws Exception {
        String both =
                "{\"service\": \"shop\", \"candidate\": \"1.1.0\", \"github\": {\"repository\": \"a/b\", \"sha\": \""
                        + "a".repeat(40) + "\"}, \"gitlab\": {\"sha\": \"" + "a".repeat(40) + "\"}}";
        assertThat(service.postJson("/api/v1/gates", both).statusCode()).isEqualTo(400);
        String unknown =
                "{\"service\": \"cart\", \"candidate\": \"1.1.0\", \"gitlab\": {\"sha\": \"" + "a".repeat(40) + "\"}}";
        assertThat(service.postJson("/api/v1/gates", unknown).body()).contains("gitlab.services");
    }

    @Test
    void theTokenIsNeverLogged() throws Exception {
        ask("\"merge_request\": 7, ");
        gitlab.awaitTrue("status", this::isFinished);
        gitlab.trouble = request -> Optional.of(Answer.refused(401, "401 Unauthorized"));
        int before = gitlab.requests.size();
        ask("\"merge_request\": 7, ");
        gitlab.awaitTrue("a refusal", () -> gitlab.requests.size() > before);
        String printed = String.join("\n", service.output())
                + service.get("/api/v1/outbox").body()
                + service.get("/outbox").body()
                + service.get("/metrics").body();

        assertThat(printed).contains("TRACE", "DEBUG");
        assertThat(List.of(FakeGitLab.TOKEN, "s3cr3t", "PRIVATE-TOKEN")).noneMatch(printed::contains);
    }
}
