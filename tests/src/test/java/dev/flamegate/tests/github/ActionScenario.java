package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.action.ActionRun;
import dev.flamegate.tests.action.Nodes;
import dev.flamegate.tests.action.PlayedService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A job of a pull request, with a GitHub of one's own and a service that leaves the posting to whoever asked. */
abstract class ActionScenario {
    static final Map<String, String> COMMENT = Map.of("comment", "auto");

    @TempDir
    Path workspace;

    FakeGitHub github;
    FakeRepository repository;
    PlayedService service;

    @BeforeEach
    void start() throws Exception {
        github = new FakeGitHub(new MovableClock(Instant.parse("2026-11-21T12:00:00Z")));
        repository = github.repository;
        service = new PlayedService();
        service.postedBy = "caller";
    }

    @AfterEach
    void stop() {
        service.close();
        github.close();
    }

    final String event(int headRepository) {
        return "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + repository.head + "\", \"repo\": {\"id\": "
                + headRepository + "}}, \"base\": {\"repo\": {\"id\": 1}}}}";
    }

    final ActionRun run(Nodes node, Map<String, String> inputs) throws Exception {
        return run(node, workspace, event(1), inputs);
    }

    final ActionRun run(Nodes node, Path folder, String event, Map<String, String> more) throws Exception {
        Map<String, String> inputs = new HashMap<>(
                Map.of("server-url", service.address(), "service", "shop", "baseline", "1.0.0", "candidate", "1.1.0"));
        inputs.putAll(more);
        Map<String, String> variables = Map.of(
                "GITHUB_API_URL",
                github.address(),
                "GITHUB_GRAPHQL_URL",
                github.address().replace("/api/v3", "/api/graphql"));
        ActionRun run = ActionRun.of(node.program(), folder, inputs, event, variables);
        assertThat(run.log()).doesNotContain(ActionRun.JOB_TOKEN);
        return run;
    }

    final FakeRepository.Comment onlyComment() {
        List<FakeRepository.Comment> ours = repository.commentsOf(FakeGitHub.JOB_LOGIN);
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }
}
