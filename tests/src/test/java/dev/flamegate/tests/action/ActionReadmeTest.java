package dev.flamegate.tests.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.tests.Checkout;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workflow files that the action's README shows are those that run here, against a service that really judges. */
@Timeout(240)
class ActionReadmeTest {
    @TempDir
    Path folder;

    /** The first block is the workflow with a service, the second one that posts, the third compares files in the job. */
    private static JsonNode workflow(int number) throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ActionRun.folder().resolve("README.md")));
        for (int i = 0; i <= number; i++) {
            assertThat(block.find()).isTrue();
        }
        return new YAMLMapper().readTree(block.group(1));
    }

    private static Map<String, String> with(JsonNode workflow, Map<String, String> expressions) {
        JsonNode steps = workflow.path("jobs").elements().next().path("steps");
        Map<String, String> inputs = new HashMap<>();
        for (JsonNode step : steps) {
            if (step.path("uses").asText().startsWith("flamegate/flamegate/github-action@")) {
                step.path("with").properties().forEach(input -> {
                    String value = input.getValue().asText();
                    inputs.put(input.getKey(), expressions.getOrDefault(value, value));
                });
            }
        }
        assertThat(inputs)
                .isNotEmpty()
                .allSatisfy((name, value) -> assertThat(value).doesNotContain("${{"));
        return inputs;
    }

    @Test
    void theTenLineWorkflowFailsAPullRequestThatMakesAFunctionSlower() throws Exception {
        JsonNode workflow = workflow(0);
        Path node = Nodes.OF_THE_MACHINE.program();
        try (ServiceProcess service = new ServiceProcess(folder.resolve("store"))) {
            Fixtures.push(service, "shop", Fixtures.version("shop", "1.0.0"));
            String head = "a".repeat(40);
            ObjectNode slower = Fixtures.version("shop", "1.1.0").deepCopy();
            Fixtures.push(service, "shop", slower.put("version", head));
            Map<String, String> inputs = with(
                    workflow,
                    Map.of(
                            "${{ vars.FLAMEGATE_URL }}",
                            service.address(),
                            "${{ github.event.pull_request.base.sha }}",
                            "1.0.0"));

            ActionRun run = ActionRun.of(
                    node,
                    folder,
                    inputs,
                    "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + head
                            + "\", \"repo\": {\"id\": 1}}, \"base\": {\"repo\": {\"id\": 1}}}}",
                    Map.of());

            assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
            assertThat(run.outputs()).containsEntry("verdict", "FAIL").containsEntry("posted-by", "nobody");
            assertThat(run.findings().get(0).path("function").asText()).endsWith("Cart.reprice");
            assertThat(run.summary()).contains("Cart.reprice", "Full report");
        }
    }

    @Test
    void theWorkflowWithoutAServiceComparesTwoFoldersOfTheJob() throws Exception {
        JsonNode workflow = workflow(2);
        Path node = Nodes.OF_THE_MACHINE.program();
        Path profiles = Checkout.root().resolve("fixtures/profiles/shop");
        Map<String, String> inputs = with(workflow, Map.of());
        inputs.put("baseline", profiles.resolve("1.0.0").toString());
        inputs.put("candidate", profiles.resolve("1.1.0").toString());
        inputs.put("flamegate", program().toString());

        ActionRun run = ActionRun.of(node, folder, inputs, "{}", Map.of());

        assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
        assertThat(run.outputs()).containsEntry("verdict", "FAIL").containsEntry("gate", "");
        assertThat(run.findings().get(0).path("function").asText()).endsWith("Cart.reprice");
        assertThat(run.summary()).contains("Cart.reprice");
        assertThat(folder.resolve("flamegate-report/report.html")).exists();
    }

    private Path program() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = Checkout.root().resolve("gate-service/target/flamegate.jar");
        Path program = Files.writeString(
                folder.resolve("flamegate"), "#!/bin/sh\nexec " + java + " -jar " + jar + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void theFirstWorkflowHasTenLines() throws Exception {
        String readme = Files.readString(ActionRun.folder().resolve("README.md"));
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).isTrue();
        assertThat(block.group(1).lines()).hasSize(10);
    }
}
