package dev.flamegate.tests.plainci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.tests.Checkout;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** The files of the page about plain CI, against a service that really judges: every answer, and no answer. */
@Timeout(300)
class PlainCiTest {
    private static final String PASSING = "a".repeat(40);
    private static final String FAILING = "b".repeat(40);
    private static final String UNKNOWN = "c".repeat(40);

    /** Nothing listens there: the port is reserved. */
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    static Path store;

    private static ServiceProcess service;

    @TempDir
    Path workspace;

    @BeforeAll
    static void serve() throws Exception {
        service = new ServiceProcess(store);
        push("1.0.0", "main");
        push("1.0.1", PASSING);
        push("1.1.0", FAILING);
    }

    private static void push(String fixture, String version) throws Exception {
        ObjectNode renamed = Fixtures.version("shop", fixture).deepCopy();
        Fixtures.push(service, "shop", renamed.put("version", version));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String commit(String verdict) {
        return Map.of("PASS", PASSING, "FAIL", FAILING).getOrDefault(verdict, UNKNOWN);
    }

    private static String address(String verdict) {
        return verdict.equals("NONE") ? NOBODY : service.address();
    }

    private Job gitLab(String verdict) throws Exception {
        return Job.run(
                workspace,
                Recipe.gitLabScript(),
                Map.of(
                        "FLAMEGATE_URL", address(verdict),
                        "CI_MERGE_REQUEST_DIFF_BASE_SHA", "main",
                        "CI_COMMIT_SHA", commit(verdict),
                        "CI_MERGE_REQUEST_PROJECT_PATH", "acme/backend/shop",
                        "CI_MERGE_REQUEST_IID", "7"));
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 2"})
    void gitLabFindsJUnitAndCodeQualityWhereTheFileSays(String verdict, int code) throws Exception {
        JsonNode reports = Recipe.yaml("GitLab CI").at("/performance/artifacts/reports");

        Job job = gitLab(verdict);

        assertThat(job.exitCode()).as(job.log()).isEqualTo(code);
        assertThat(job.log()).contains(verdict, "not set up to post to acme/backend/shop!7@" + commit(verdict));
        Document junit = xml(job.file(reports.path("junit").asText()));
        assertThat(junit.getElementsByTagName("failure").getLength() > 0).isEqualTo(verdict.equals("FAIL"));
        JsonNode entries =
                new ObjectMapper().readTree(job.file(reports.path("codequality").asText()));
        assertThat(entries.isArray()).isTrue();
        assertThat(entries.isEmpty()).isEqualTo(verdict.equals("PASS"));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("fingerprint").asText()).isNotEmpty();
            assertThat(entry.at("/location/lines/begin").asInt()).isPositive();
            assertThat(Set.of("info", "minor", "major", "critical", "blocker"))
                    .contains(entry.path("severity").asText());
        });
    }

    @Test
    void theFileForGitLabHasTheFormThatGitLabTakes() throws Exception {
        JsonNode file = Recipe.yaml("GitLab CI");
        JsonNode job = file.path("performance");

        assertThat(names(file)).containsExactly("performance");
        assertThat(names(job)).containsExactly("allow_failure", "artifacts", "rules", "script", "variables");
        assertThat(job.path("script").isArray()).isTrue();
        assertThat(job.path("script")).allMatch(JsonNode::isTextual);
        assertThat(job.at("/rules/0/if").asText()).isEqualTo("$CI_MERGE_REQUEST_IID");
        assertThat(job.at("/allow_failure/exit_codes").asInt()).isEqualTo(2);
        assertThat(names(job.path("artifacts"))).containsExactly("paths", "reports", "when");
        assertThat(job.at("/artifacts/when").asText())
                .as("a failed job keeps its report too")
                .isEqualTo("always");
        assertThat(names(job.at("/artifacts/reports"))).containsExactly("codequality", "junit");
    }

    private Job jenkins(String verdict) throws Exception {
        Path old = Files.createDirectories(workspace.resolve("flamegate-report"));
        Files.writeString(old.resolve("junit.xml"), "<testsuites>of the last build</testsuites>");
        return Job.run(
                workspace,
                Recipe.jenkinsScript(),
                Map.of("FLAMEGATE_URL", address(verdict), "GIT_COMMIT", commit(verdict)));
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 2"})
    void jenkinsArchivesTheReportOfThisBuild(String verdict, int code) throws Exception {
        Job job = jenkins(verdict);

        assertThat(job.exitCode()).as(job.log()).isEqualTo(code);
        assertThat(job.file("flamegate-report/junit.xml")).doesNotContain("of the last build");
        assertThat(job.file("flamegate-report/report.json")).contains("\"" + verdict + "\"");
    }

    @Test
    void theJenkinsfileIsClosedWhereItIsOpened() throws Exception {
        String file = Recipe.file("Jenkins, without the plugin");

        assertThat(file.chars().filter(c -> c == '{').count())
                .isEqualTo(file.chars().filter(c -> c == '}').count());
        assertThat(file)
                .contains("junit testResults: 'flamegate-report/junit.xml', allowEmptyResults: true")
                .contains("archiveArtifacts artifacts: 'flamegate-report/**', allowEmptyArchive: true");
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 2", "NONE, 4"})
    void theScriptForFreestyleJobsEndsWithTheAnswer(String verdict, int code) throws Exception {
        Path script = Checkout.root().resolve("jenkins-plugin/examples/flamegate-gate.sh");

        Job job = Job.run(
                workspace,
                "sh '" + script + "'",
                Map.of(
                        "FLAMEGATE_URL",
                        address(verdict),
                        "SERVICE",
                        "shop",
                        "BASELINE",
                        "main",
                        "CANDIDATE",
                        commit(verdict)));

        assertThat(job.exitCode()).as(job.log()).isEqualTo(code);
        assertThat(job.has("flamegate-report/junit.xml")).isEqualTo(!verdict.equals("NONE"));
    }

    private Job buildkite(String verdict) throws Exception {
        return Job.run(
                workspace,
                Recipe.buildkiteScript(),
                Map.of("FLAMEGATE_URL", address(verdict), "BUILDKITE_COMMIT", commit(verdict)));
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0, success", "FAIL, 1, error", "INCONCLUSIVE, 2, warning"})
    void buildkiteShowsTheReportAboveTheBuild(String verdict, int code, String style) throws Exception {
        Job job = buildkite(verdict);

        assertThat(job.exitCode()).as(job.log()).isEqualTo(code);
        assertThat(job.file("annotation.arguments").lines())
                .containsExactly("annotate", "--context", "flamegate-shop", "--style", style);
        assertThat(job.file("annotation.body")).contains(verdict);
        assertThat(Files.size(workspace.resolve("annotation.body"))).isLessThanOrEqualTo(1 << 20);
        assertThat(job.has("flamegate-report/report.html")).isTrue();
    }

    @Test
    void theFileForBuildkiteHasTheFormThatBuildkiteTakes() throws Exception {
        JsonNode file = Recipe.yaml("Buildkite");
        JsonNode step = file.at("/steps/0");

        assertThat(names(file)).containsExactly("steps");
        assertThat(names(step)).containsExactly("artifact_paths", "command", "env", "key", "label", "soft_fail");
        assertThat(step.at("/soft_fail/0/exit_status").asInt()).isEqualTo(2);
    }

    @Test
    void aServiceThatIsDownIsNoVerdictAnywhereAndLeavesNoReport() throws Exception {
        for (Job job : List.of(gitLab("NONE"), jenkins("NONE"))) {
            assertThat(job.exitCode()).as(job.log()).isEqualTo(4);
            assertThat(job.has("flamegate-report/junit.xml")).isFalse();
        }
        Job annotated = buildkite("NONE");
        assertThat(annotated.exitCode()).as(annotated.log()).isEqualTo(4);
        assertThat(annotated.file("annotation.body")).isEqualTo("Flamegate gave no verdict: exit code 4, see the log.");
        assertThat(annotated.file("annotation.arguments")).contains("warning");
    }

    private static Document xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
