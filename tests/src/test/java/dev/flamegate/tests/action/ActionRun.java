package dev.flamegate.tests.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the action: the variables that the runner sets, and no others, and what came out.
 *
 * @param outputs by name, read from the file's heredocs
 */
public record ActionRun(int exitCode, String log, Map<String, String> outputs, String summary) {
    /** What GitHub gives to each job. */
    public static final String JOB_TOKEN = "ghs_" + "s3cr3tTokenOfTheJob";

    static final String TOKEN = "s3cr3tTokenOfTheRunner";

    public static Path folder() {
        return Checkout.root().resolve("github-action");
    }

    static JsonNode description() throws IOException {
        return new YAMLMapper().readTree(folder().resolve("action.yml").toFile());
    }

    /**
     * @param node program of Node
     * @param inputs as a workflow's {@code with} has them; the rest gets its default, as the runner does it
     * @param event the payload; the variables that go with it are set
     */
    public static ActionRun of(
            Path node, Path workspace, Map<String, String> inputs, String event, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path eventFile = Files.writeString(workspace.resolve("event.json"), event);
        Path output = Files.writeString(workspace.resolve("output"), "");
        Path summary = Files.writeString(workspace.resolve("summary"), "");
        ProcessBuilder builder = new ProcessBuilder(
                node.toString(), folder().resolve("src/main.mjs").toString());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", String.valueOf(System.getenv("PATH")));
        environment.put("HOME", workspace.toString());
        environment.put("GITHUB_WORKSPACE", workspace.toString());
        environment.put("GITHUB_EVENT_PATH", eventFile.toString());
        environment.put("GITHUB_OUTPUT", output.toString());
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        environment.put("GITHUB_REPOSITORY", "acme/shop");
        environment.put("GITHUB_SHA", "e".repeat(40));
        environment.put("GITHUB_ACTOR", "maria");
        environment.put("GITHUB_RUN_ID", "17");
        environment.put("GITHUB_API_URL", "http://127.0.0.1:1/api/v3"); // nobody listens on a port that is reserved
        environment.put("GITHUB_GRAPHQL_URL", "http://127.0.0.1:1/api/graphql");
        environment.put("FLAMEGATE_ACTION_PAUSE_MILLIS", "1");
        for (Map.Entry<String, JsonNode> input : description().path("inputs").properties()) {
            String value = inputs.getOrDefault(
                    input.getKey(), input.getValue().path("default").asText(""));
            String filledIn = value.replace("${{ github.token }}", JOB_TOKEN);
            environment.put("INPUT_" + input.getKey().toUpperCase(Locale.ROOT), filledIn);
        }
        environment.putAll(variables);
        Path log = workspace.resolve("log");
        Process process = builder.directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the action did not end: " + Files.readString(log));
        }
        return new ActionRun(
                process.exitValue(),
                Files.readString(log),
                heredocs(Files.readString(output)),
                Files.readString(summary));
    }

    private static Map<String, String> heredocs(String text) {
        Map<String, String> outputs = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] head = lines.get(i).split("<<", 2);
            StringBuilder value = new StringBuilder();
            for (i++; !lines.get(i).equals(head[1]); i++) {
                value.append(value.length() == 0 ? "" : "\n").append(lines.get(i));
            }
            outputs.put(head[0], value.toString());
        }
        return outputs;
    }

    JsonNode findings() throws IOException {
        return new ObjectMapper().readTree(outputs.get("findings").getBytes(StandardCharsets.UTF_8));
    }
}
