package dev.flamegate.tests.plainci;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the page about plain CI, and the shell commands in them as each CI hands them to a shell. */
final class Recipe {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Recipe() {}

    /** The file under a heading, without fences. */
    static String file(String heading) throws IOException {
        String page = Files.readString(Checkout.root().resolve("gate-service/docs/plain-ci.md"));
        Matcher block = Pattern.compile("## " + heading + "\n.*?```(?:yaml|groovy)\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        if (!block.find()) {
            throw new AssertionError("the page has no file under " + heading);
        }
        return block.group(1);
    }

    static JsonNode yaml(String heading) throws IOException {
        return YAML.readTree(file(heading));
    }

    /** A runner of GitLab's makes one script of the lines, and stops at the first that fails. */
    static String gitLabScript() throws IOException {
        List<String> lines = new ArrayList<>(List.of("set -e"));
        yaml("GitLab CI").at("/performance/script").forEach(line -> lines.add(line.asText()));
        return String.join("\n", lines) + "\n";
    }

    /** Jenkins runs the text with {@code -xe}. */
    static String jenkinsScript() throws IOException {
        Matcher step = Pattern.compile("sh '''(.*?)'''", Pattern.DOTALL).matcher(file("Jenkins, without the plugin"));
        if (!step.find()) {
            throw new AssertionError("the Jenkinsfile has no step sh");
        }
        return "set -xe\n" + step.group(1);
    }

    /** An agent of Buildkite's fills in variables when the file is uploaded, and writes one dollar sign for two. */
    static String buildkiteScript() throws IOException {
        String command = yaml("Buildkite").at("/steps/0/command").asText();
        if (command.replace("$$", "").contains("$")) {
            throw new AssertionError("filled in before the job runs: " + command);
        }
        return "set -e\n" + command.replace("$$", "$");
    }
}
