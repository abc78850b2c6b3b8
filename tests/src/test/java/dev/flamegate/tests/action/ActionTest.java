package dev.flamegate.tests.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The action as a process, in every kind of workflow, under both versions of Node. */
@Timeout(240)
class ActionTest {
    private static final String HEAD = "a".repeat(40);

    @TempDir
    Path workspace;

    private PlayedService service;

    @BeforeEach
    void start() throws Exception {
        service = new PlayedService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String pullRequest(int headRepository) {
        return "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + HEAD + "\", \"repo\": {\"id\": "
                + headRepository + "}}, \"base\": {\"repo\": {\"id\": 1}}}}";
    }

    private ActionRun run(Nodes node, String event, Map<String, String> more) throws Exception {
        return run(node, event, more, Map.of());
    }

    private ActionRun run(Nodes node, String event, Map<String, String> more, Map<String, String> variables)
            throws Exception {
        Map<String, String> inputs = new HashMap<>(
                Map.of("server-url", service.address(), "service", "shop", "baseline", "1.0.0", "candidate", "1.1.0"));
        inputs.putAll(more);
        return ActionRun.of(node.program(), workspace, inputs, event, variables);
    }

    @ParameterizedTest
    @EnumSource
    void aPullRequestOfTheSameRepositoryIsJudgedAtItsHeadAndTheServicePosts(Nodes node) throws Exception {
        ActionRun run = run(node, pullRequest(1), Map.of());

        assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
        JsonNode github = service.questions.get(0).path("github");
        assertThat(github.path("repository").asText()).isEqualTo("acme/shop");
        assertThat(github.path("pull_request").asInt()).isEqualTo(7);
        assertThat(github.path("sha").asText()).as("not the merge commit").isEqualTo(HEAD);
        assertThat(run.outputs())
                .containsEntry("verdict", "FAIL")
                .containsEntry("conclusion", "FAILURE")
                .containsEntry("gate", "g1")
                .containsEntry("report-url", service.address() + "/gates/g1")
                .containsEntry("posted-by", "service");
        assertThat(run.findings().get(0).path("function").asText()).isEqualTo("shop.Cart.reprice");
        assertThat(run.summary()).isEqualTo(service.comment + "\n");
        assertThat(workspace.resolve("flamegate-report/report.json")).exists();
    }

    @ParameterizedTest
    @EnumSource
    void aForkGetsItsReportInTheSummary(Nodes node) throws Exception {
        service.postedBy = "caller";

        ActionRun run = run(node, pullRequest(2), Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.log()).as("nothing was to be posted").doesNotContain("::notice");
        assertThat(run.summary()).contains("FAIL");
        assertThat(run.outputs()).containsEntry("posted-by", "nobody");
    }

    @ParameterizedTest
    @EnumSource
    void aPushIsJudgedAtItsCommitWithoutAPullRequest(Nodes node) throws Exception {
        service.verdict = "PASS";
        service.conclusion = "SUCCESS";

        ActionRun run = run(node, "{\"ref\": \"refs/heads/main\"}", Map.of("candidate", ""));

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(service.questions.get(0).path("candidate").asText()).isEqualTo("e".repeat(40));
        assertThat(service.questions.get(0).path("github").has("pull_request")).isFalse();
        assertThat(run.outputs()).containsEntry("findings", "[]");
    }

    @ParameterizedTest
    @EnumSource
    void aMergeGroupIsJudgedAtTheCommitOfTheQueue(Nodes node) throws Exception {
        run(node, "{\"merge_group\": {\"head_sha\": \"" + HEAD + "\"}}", Map.of());

        assertThat(service.questions.get(0).at("/github/sha").asText()).isEqualTo(HEAD);
    }

    @ParameterizedTest
    @EnumSource
    void theSecondOfTwoWorkflowsIsJudgedAtTheCommitOfTheFirst(Nodes node) throws Exception {
        ActionRun run = run(
                node,
                "{\"workflow_run\": {\"head_sha\": \"" + HEAD
                        + "\", \"pull_requests\": [], \"head_repository\": {\"id\": 2}, \"repository\": {\"id\": 1}}}",
                Map.of());

        assertThat(service.questions.get(0).at("/github/sha").asText()).isEqualTo(HEAD);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theIdentityOfTheJobIsAskedForTheServersUrlAndMasked(Nodes node) throws Exception {
        ActionRun run = run(
                node,
                pullRequest(1),
                Map.of("auth", "oidc"),
                Map.of(
                        "ACTIONS_ID_TOKEN_REQUEST_URL",
                        service.address() + "/identity?api-version=2.0",
                        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                        ActionRun.TOKEN));

        assertThat(service.requests.get(0)).contains("audience=http%3A%2F%2F127.0.0.1");
        assertThat(service.authorizations.get(0)).isEqualTo("Bearer " + ActionRun.TOKEN);
        assertThat(service.authorizations).last().isEqualTo("Bearer eyJ.identity.ofTheJob");
        assertThat(run.log()).doesNotContain(ActionRun.TOKEN).contains("::add-mask::eyJ.identity.ofTheJob");
        assertThat(run.log().replace("::add-mask::eyJ.identity.ofTheJob", "")).doesNotContain("identity.ofTheJob");
    }

    @ParameterizedTest
    @EnumSource
    void withoutPermissionForAnIdentityTheMissingLineIsNamed(Nodes node) throws Exception {
        ActionRun run = run(node, pullRequest(2), Map.of("auth", "oidc"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.log()).contains("permissions: {id-token: write}", "forks");
        assertThat(service.requests).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentThatWasNotAskedFor(Nodes node) throws Exception {
        Files.createDirectories(workspace.resolve("profiles/pod-1"));
        Files.writeString(workspace.resolve("profiles/pod-1/cpu.pb.gz"), "profile");
        run(node, pullRequest(1), Map.of());
        assertThat(service.requests).noneMatch(request -> request.contains("/profiles"));

        run(
                node,
                pullRequest(1),
                Map.of("upload-dir", workspace.resolve("profiles").toString()));
        assertThat(service.requests)
                .filteredOn(request -> request.contains("/profiles"))
                .containsExactly("POST /api/v1/profiles?service=shop&version=1.1.0&pod=pod-1");
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatIsDownIsTriedAgainAndThenSaidSo(Nodes node) throws Exception {
        service.failures = 3;
        service.runningAnswers = 2;
        assertThat(run(node, pullRequest(1), Map.of()).exitCode()).isEqualTo(1);

        service.failures = 5;
        ActionRun down = run(node, pullRequest(1), Map.of());
        assertThat(down.exitCode()).isEqualTo(4);
        assertThat(down.log()).contains("::error title=Flamegate::service unreachable after 5 tries: 503");
        assertThat(down.outputs()).containsEntry("verdict", "ERROR");

        service.failures = 5;
        ActionRun tolerated = run(node, pullRequest(1), Map.of("on-service-error", "warn"));
        assertThat(tolerated.exitCode()).isZero();
        assertThat(tolerated.log()).contains("::warning title=Flamegate::service unreachable");
    }

    @ParameterizedTest
    @EnumSource
    void whatAProfileSaysIsNeverACommand(Nodes node) throws Exception {
        Files.writeString(workspace.resolve("Cart.java"), "class Cart {}");

        ActionRun run = run(node, pullRequest(1), Map.of());

        assertThat(run.log())
                .contains(
                        "::warning file=Cart.java,line=12,title=shop.Cart.reprice grew::it grew%0A::error::not a command, 100%25")
                .doesNotContain("\n::error::not");
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsTheJobCanBeChosen(Nodes node) throws Exception {
        service.verdict = "INCONCLUSIVE";
        assertThat(run(node, pullRequest(1), Map.of()).exitCode()).isEqualTo(2);
        assertThat(run(node, pullRequest(1), Map.of("fail-on", "regression")).exitCode())
                .isZero();
        service.conclusion = "NEUTRAL";
        assertThat(run(node, pullRequest(1), Map.of()).exitCode()).isZero();
        ActionRun wrong = run(node, pullRequest(1), Map.of("fail-on", "sometimes"));
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.log()).contains("input 'fail-on' is 'sometimes', expected policy, regression, never");
    }

    @Test
    void theDescriptionAndTheCodeNameTheSameInputsAndOutputs() throws Exception {
        JsonNode description = ActionRun.description();
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.list(ActionRun.folder().resolve("src"))) {
            for (Path file : files.sorted().toList()) {
                code.append(Files.readString(file));
            }
        }

        assertThat(names(code, "(?:input|needed|oneOf)\\(environment, '([a-z-]+)'"))
                .isEqualTo(fields(description.path("inputs")));
        assertThat(names(code, "output\\(environment, '([a-z-]+)'")).isEqualTo(fields(description.path("outputs")));
        assertThat(ActionRun.folder().resolve(description.at("/runs/main").asText()))
                .exists();
        assertThat(description.at("/runs/using").asText()).isEqualTo("node24");
    }

    @Test
    void theActionNeedsNothingButNode() throws Exception {
        try (Stream<Path> files = Files.list(ActionRun.folder().resolve("src"))) {
            for (Path file : files.toList()) {
                assertThat(names(new StringBuilder(Files.readString(file)), "from '([^']+)'"))
                        .allMatch(name -> name.startsWith("node:") || name.startsWith("./"));
            }
        }
        assertThat(Files.readString(ActionRun.folder().resolve("package.json"))).doesNotContain("ependencies");
    }

    private static Set<String> names(StringBuilder code, String pattern) {
        Set<String> names = new TreeSet<>();
        for (Matcher matcher = Pattern.compile(pattern).matcher(code); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
