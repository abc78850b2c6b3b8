package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.action.ActionRun;
import dev.flamegate.tests.action.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong while the action posts, the verdict is what it was, and the log says what to do. */
@Timeout(240)
class ActionPostsInTroubleTest extends ActionScenario {

    @Test
    void amongManyCommentsAForgedMarkerOfSomebodyElseIsUntouched() throws Exception {
        for (int i = 0; i < 150; i++) {
            repository.comment("visitor", "comment " + i);
        }
        FakeRepository.Comment forged =
                repository.comment("mallory", "<!-- flamegate:v1 key=\"shop\" gate=\"g9\" -->\nall is well");
        run(Nodes.OF_THE_MACHINE, COMMENT);
        service.gate = "g2";
        run(Nodes.OF_THE_MACHINE, COMMENT);

        assertThat(forged.body).endsWith("all is well");
        assertThat(onlyComment().body).contains("gate=\"g2\"");
        assertThat(repository.comments).hasSize(152);
    }

    @Test
    void twoJobsAtOnceLeaveOneComment() throws Exception {
        CyclicBarrier bothListed = new CyclicBarrier(2);
        AtomicInteger listings = new AtomicInteger();
        github.afterListing = () -> {
            if (listings.incrementAndGet() <= 2) {
                await(bothListed);
            }
        };
        List<CompletableFuture<ActionRun>> jobs = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path folder = Files.createDirectory(workspace.resolve(name));
            jobs.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return run(Nodes.OF_THE_MACHINE, folder, event(1), COMMENT);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<ActionRun> job : jobs) {
            assertThat(job.get(120, TimeUnit.SECONDS).exitCode()).isEqualTo(1);
        }

        assertThat(github.count("POST", ".*/issues/7/comments"))
                .as("both made one")
                .isEqualTo(2);
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRunThatIsOvertakenByANewerGateOrCommitChangesNothing() throws Exception {
        service.gate = "g2";
        run(Nodes.OF_THE_MACHINE, COMMENT);
        String before = onlyComment().body;

        service.gate = "g1";
        ActionRun stale = run(Nodes.OF_THE_MACHINE, COMMENT);
        assertThat(stale.log()).contains("gate g2 has spoken already");

        String old = event(1);
        repository.head = "9".repeat(40);
        service.gate = "g3";
        ActionRun moved = run(Nodes.OF_THE_MACHINE, workspace, old, COMMENT);
        assertThat(moved.log()).contains("is no longer the head of the pull request, 9999999 is");
        assertThat(onlyComment().body).isEqualTo(before);
    }

    @Test
    void aCommentThatIsTooLongKeepsItsHeadlineItsLinkAndItsMarker() throws Exception {
        service.comment =
                "### FAIL: it grew\n\n" + "long ".repeat(14_000) + "\n\n[Full report](<http://gate>) · gate `g1`\n";

        run(Nodes.OF_THE_MACHINE, COMMENT);

        assertThat(onlyComment().body)
                .startsWith("<!-- flamegate:v1 key=\"shop\" gate=\"g1\"")
                .contains("-->\n### FAIL: it grew\n")
                .contains("in the job's summary", "[Full report](<http://gate>)")
                .hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @EnumSource
    void aForksReadOnlyTokenIsNoFailureAndTheReportIsInTheSummary(Nodes node) throws Exception {
        repository.permissions.clear();

        ActionRun run = run(node, workspace, event(2), Map.of("comment", "auto", "check", "on"));

        assertThat(run.exitCode()).as("the verdict's").isEqualTo(1);
        assertThat(run.log())
                .contains("::notice::comment skipped: the token is read-only (pull request from a fork)")
                .contains("::notice::check skipped: the token is read-only");
        assertThat(run.summary()).contains("### FAIL: it grew");
        assertThat(run.outputs()).containsEntry("posted-by", "nobody");
    }

    @Test
    void aMissingPermissionIsNamedAsTheLineToAdd() throws Exception {
        repository.permissions.clear();

        ActionRun run = run(Nodes.OF_THE_MACHINE, Map.of("comment", "auto", "check", "on"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.log())
                .contains("the job needs 'permissions: {pull-requests: write}'")
                .contains("the job needs 'permissions: {checks: write}'");
    }

    @Test
    void aLockedConversationIsLeftAlone() throws Exception {
        repository.locked = true;

        ActionRun run = run(Nodes.OF_THE_MACHINE, COMMENT);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.log()).contains("::warning title=Flamegate::comment not posted", "locked");
    }

    @Test
    void aGitHubThatFailsForAMomentIsTriedAgainAndOneThatIsDownIsSaidSo() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        github.trouble = request -> failures.getAndDecrement() > 0
                ? Optional.of(FakeAnswer.refused(502, "Server Error"))
                : Optional.empty();
        assertThat(run(Nodes.OF_THE_MACHINE, COMMENT).outputs()).containsEntry("posted-by", "action");
        assertThat(onlyComment().body).contains("gate=\"g1\"");

        github.trouble = request -> Optional.of(FakeAnswer.refused(503, "Service Unavailable"));
        ActionRun down = run(Nodes.OF_THE_MACHINE, COMMENT);
        assertThat(down.exitCode()).as("the verdict's").isEqualTo(1);
        assertThat(down.log()).contains("comment not posted: GitHub answered 503");

        github.trouble = request -> Optional.of(new FakeAnswer(
                403, Map.of("Retry-After", "3600"), Map.of("message", "You have exceeded a secondary rate limit")));
        int before = github.requests.size();
        ActionRun limited = run(Nodes.OF_THE_MACHINE, COMMENT);
        assertThat(limited.log()).contains("secondary rate limit");
        assertThat(github.requests).as("an hour is not waited for").hasSize(before + 1);
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundInsteadOfMadeTwice() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        github.loseAnswerOf = request -> request.is("POST", ".*/comments") && lost.getAndIncrement() == 0;

        ActionRun run = run(Nodes.OF_THE_MACHINE, COMMENT);

        assertThat(lost.get()).as(run.log()).isPositive();
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void aRenamedRepositoryIsFollowedAndAnotherHostIsNot() throws Exception {
        github.oldName = "acme/shop";
        repository.name = "acme/store";
        run(Nodes.OF_THE_MACHINE, COMMENT);
        assertThat(onlyComment().body).contains("gate=\"g1\"");

        github.trouble = request -> request.path().contains("/pulls/")
                ? Optional.of(new FakeAnswer(301, Map.of("Location", "http://localhost:9/steal"), Map.of()))
                : Optional.empty();
        assertThat(run(Nodes.OF_THE_MACHINE, COMMENT).log()).contains("another host");
    }
}
