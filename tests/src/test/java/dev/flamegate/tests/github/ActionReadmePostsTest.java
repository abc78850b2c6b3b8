package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.tests.action.ActionRun;
import dev.flamegate.tests.action.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The workflows of the action's README that post, with the permissions that they ask for and no others. */
@Timeout(240)
class ActionReadmePostsTest extends ActionScenario {

    /** The first block that has a text in it. */
    private static JsonNode workflow(String text) throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ActionRun.folder().resolve("README.md")));
        while (block.find()) {
            if (block.group(1).contains(text)) {
                return new YAMLMapper().readTree(block.group(1));
            }
        }
        throw new AssertionError("the README has no workflow with " + text);
    }

    private Map<String, String> inputs(JsonNode workflow) {
        Map<String, String> inputs = new HashMap<>();
        for (JsonNode step : workflow.path("jobs").elements().next().path("steps")) {
            if (step.path("uses").asText().startsWith("flamegate/")) {
                step.path("with")
                        .properties()
                        .forEach(input ->
                                inputs.put(input.getKey(), input.getValue().asText()));
            }
        }
        inputs.replace("server-url", service.address());
        inputs.replaceAll((name, value) -> value.startsWith("${{") ? "1.0.0" : value);
        return inputs;
    }

    private void grant(JsonNode workflow) {
        repository.permissions.clear();
        workflow.path("permissions").properties().forEach(permission -> {
            if (permission.getValue().asText().equals("write")) {
                repository.permissions.add(permission.getKey().replace('-', '_'));
            }
        });
    }

    @Test
    void theWorkflowThatPostsHasThePermissionsForCommentAndCheck() throws Exception {
        JsonNode workflow = workflow("check: \"on\"");
        grant(workflow);

        ActionRun run = run(Nodes.OF_THE_MACHINE, inputs(workflow));

        assertThat(run.log()).doesNotContain("not posted", "skipped");
        assertThat(onlyComment().body).contains("gate=\"g1\"");
        assertThat(repository.checks()).hasSize(1);
    }

    @Test
    void theSecondOfTheTwoWorkflowsForForksSendsTheProfilesAndPosts() throws Exception {
        JsonNode workflow = workflow("workflow_run:");
        grant(workflow);
        Path pod = Files.createDirectories(workspace.resolve("profiles/pod-1"));
        Files.writeString(pod.resolve("cpu.pb.gz"), "profile");
        String event = "{\"workflow_run\": {\"head_sha\": \"" + repository.head
                + "\", \"pull_requests\": [], \"head_repository\": {\"id\": 2}, \"repository\": {\"id\": 1}}}";

        ActionRun run = run(Nodes.OF_THE_MACHINE, workspace, event, inputs(workflow));

        assertThat(run.log()).doesNotContain("not posted", "skipped");
        assertThat(service.requests).anyMatch(request -> request.startsWith("POST /api/v1/profiles"));
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }
}
