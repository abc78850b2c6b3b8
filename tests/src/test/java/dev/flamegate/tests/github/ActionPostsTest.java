package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.delivery.Wording;
import dev.flamegate.tests.action.ActionRun;
import dev.flamegate.tests.action.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the service does not post the action may: comment and check with the token of the job. */
@Timeout(240)
class ActionPostsTest extends ActionScenario {

    @ParameterizedTest
    @EnumSource
    void oneCommentIsMadeAndKeptUpToDateByLaterRuns(Nodes node) throws Exception {
        ActionRun first = run(node, COMMENT);
        long id = onlyComment().id;

        assertThat(first.exitCode()).as(first.log()).isEqualTo(1);
        assertThat(first.outputs())
                .containsEntry("posted-by", "action")
                .containsEntry("comment-id", Long.toString(id))
                .containsEntry("check-run-id", "");
        assertThat(onlyComment().body)
                .startsWith("<!-- flamegate:v1 key=\"shop\" gate=\"g1\" failed=\"" + repository.head + "\" -->\n")
                .contains("### FAIL: it grew")
                .doesNotContain("flamegate-state");
        assertThat(onlyComment().body.split("<!--", -1)).hasSize(2);

        run(node, COMMENT);
        assertThat(onlyComment().updates).as("the same text").isZero();

        service.gate = "g2";
        service.verdict = "PASS";
        service.conclusion = "SUCCESS";
        service.comment = "### PASS\n";
        assertThat(run(node, COMMENT).exitCode()).isZero();
        assertThat(onlyComment().id).isEqualTo(id);
        assertThat(onlyComment().body)
                .contains("gate=\"g2\"", "### PASS", "Previously failed at `" + repository.head.substring(0, 7) + "`.");
    }

    @ParameterizedTest
    @EnumSource
    void whereTheServicePostsTheActionDoesNotAndSaysSo(Nodes node) throws Exception {
        service.postedBy = "service";

        ActionRun run = run(node, Map.of("comment", "always", "check", "on"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.log()).contains("::notice::the service posts to this pull request itself");
        assertThat(run.outputs()).containsEntry("posted-by", "service").containsEntry("comment-id", "");
        assertThat(github.requests).isEmpty();
    }

    @Test
    void nothingIsPostedThatWasNotAskedFor() throws Exception {
        ActionRun run = run(Nodes.OF_THE_MACHINE, Map.of());

        assertThat(run.outputs()).containsEntry("posted-by", "nobody");
        assertThat(github.requests).isEmpty();
    }

    @Test
    void aFirstPassMakesNoCommentUnlessThatIsWanted() throws Exception {
        service.verdict = "PASS";
        service.conclusion = "SUCCESS";

        ActionRun quiet = run(Nodes.OF_THE_MACHINE, COMMENT);
        assertThat(repository.comments).isEmpty();
        assertThat(quiet.outputs()).containsEntry("posted-by", "nobody");

        run(Nodes.OF_THE_MACHINE, Map.of("comment", "always"));
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, SUCCESS, success",
        "FAIL, FAILURE, failure",
        "INCONCLUSIVE, FAILURE, action_required",
        "FAIL, NEUTRAL, neutral",
    })
    void theCheckSaysWhatTheServicesCheckWouldSayAndIsMadeOnce(String verdict, String conclusion, String word)
            throws Exception {
        service.verdict = verdict;
        service.conclusion = conclusion;

        ActionRun first = run(Nodes.OF_THE_MACHINE, Map.of("check", "on"));
        run(Nodes.OF_THE_MACHINE, Map.of("check", "on"));

        assertThat(repository.checks()).as(first.log()).hasSize(1);
        JsonNode check = repository.checks().get(0);
        assertThat(check.path("conclusion").asText()).isEqualTo(word);
        assertThat(check.path("name").asText()).isEqualTo("Flamegate / shop");
        assertThat(check.path("head_sha").asText()).isEqualTo(repository.head);
        assertThat(check.path("details_url").asText()).isEqualTo(service.address() + "/gates/g1");
        assertThat(check.at("/output/summary").asText()).doesNotContain("<!--");
        assertThat(first.outputs())
                .containsEntry("check-run-id", check.path("id").asText())
                .containsEntry("posted-by", "action");
    }

    @ParameterizedTest
    @EnumSource
    void theSecondOfTwoWorkflowsFindsThePullRequestOfTheForkByItsCommit(Nodes node) throws Exception {
        String event = "{\"workflow_run\": {\"head_sha\": \"" + repository.head
                + "\", \"pull_requests\": [], \"head_repository\": {\"id\": 2}, \"repository\": {\"id\": 1}}}";

        ActionRun run = run(node, workspace, event, COMMENT);

        assertThat(service.questions.get(0).at("/github/pull_request").asInt())
                .as(run.log())
                .isEqualTo(7);
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void aNameOfAServiceCanNeitherEndTheMarkerNorBeTakenForAnother() throws Exception {
        String name = "a b--><b>ü*'(x)!~%\"";

        run(Nodes.OF_THE_MACHINE, Map.of("service", name, "comment", "auto"));

        assertThat(onlyComment().body).startsWith("<!-- flamegate:v1 key=\"" + Wording.key(name) + "\" gate=\"g1\"");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAServiceTheCommentIsThatOfTheProgramAndLaterRunsTakeItsPlace(Nodes node) throws Exception {
        Path program = Files.writeString(
                workspace.resolve("flamegate"),
                "#!/bin/sh\nwhile [ \"$1\" != --out ]; do shift; done\nmkdir -p \"$2\"\n"
                        + "echo '{\"verdict\": \"FAIL\", \"findings\": [], \"rows\": []}' > \"$2/report.json\"\n"
                        + "echo '### FAIL: compared in the job' > \"$2/comment.md\"\necho 'FAIL: it grew'\nexit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> inputs = Map.of("mode", "diff", "flamegate", program.toString(), "comment", "auto");

        ActionRun run = run(node, inputs);
        run(node, inputs);

        assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
        assertThat(onlyComment().body)
                .startsWith("<!-- flamegate:v1 key=\"diff+shop\" gate=\"run-00000000000000000017-0000\" failed=\"")
                .contains("### FAIL: compared in the job");
        assertThat(service.requests).isEmpty();
    }
}
