package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Surface;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way of failing that is known of, and what is left of the verdict then: all of it. */
@Timeout(120)
class TroubleWithGitHubTest extends GitHubScenario {

    private void failing(String gate) {
        posting.ask(gate);
        posting.answer(Reports.of(gate, Verdict.FAIL));
    }

    @Test
    void twoUploadersAtOnceLeaveOneComment() throws Exception {
        CyclicBarrier bothListed = new CyclicBarrier(2);
        AtomicInteger listings = new AtomicInteger();
        github.afterListing = () -> {
            if (listings.incrementAndGet() <= 2) {
                await(bothListed);
            }
        };
        try (Posting other =
                Posting.byApp(java.nio.file.Files.createDirectory(folder.resolve("other")), github, clock)) {
            failing("g1");
            other.ask("g2");
            other.answer(Reports.of("g2", Verdict.FAIL));
            Thread second = new Thread(() -> other.outbox.deliverDue(), "second uploader");
            posting.outbox.deliverDue();
            clock.pass(Duration.ofSeconds(2));
            other.outbox.deliverDue();
            clock.pass(Duration.ofSeconds(2));
            second.start();
            posting.outbox.deliverDue();
            second.join(30_000);

            assertThat(github.count("POST", ".*/issues/7/comments"))
                    .as("both made one")
                    .isEqualTo(2);
            assertThat(onlyComment().body).contains("gate=\"g2\"");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void amongManyCommentsAForgedMarkerOfSomebodyElseIsUntouched() {
        for (int i = 0; i < 150; i++) {
            repository.comment("visitor", "comment " + i);
        }
        FakeRepository.Comment forged =
                repository.comment("mallory", "<!-- flamegate:v1 key=\"shop\" gate=\"g0\" -->\nall is well");
        failing("g1");
        posting.deliverAll(clock);
        failing("g2");
        posting.deliverAll(clock);

        assertThat(forged.body).endsWith("all is well");
        assertThat(onlyComment().body).contains("gate=\"g2\"");
        assertThat(repository.comments).hasSize(152);
    }

    @Test
    void aStaleRunThatFinishesLastChangesNothing() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        String old = repository.head;
        repository.head = "9f8e7d6" + "0".repeat(33);
        failing("g2");
        posting.deliverTurns(clock, 6);
        String before = onlyComment().body;

        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(onlyComment().body).isEqualTo(before).contains("gate=\"g2\"");
        assertThat(repository.checks())
                .filteredOn(check -> check.path("head_sha").asText().equals(old))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.path("conclusion").asText()).isEqualTo("cancelled");
                    assertThat(check.at("/output/title").asText()).contains("Superseded by");
                });
        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void aVerdictAboutACommitThatIsNoLongerTheHeadIsNotPosted() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        repository.head = "9f8e7d6" + "0".repeat(33);
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(repository.comments).isEmpty();
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("cancelled");
        assertThat(onlyCheck().at("/output/title").asText()).isEqualTo("Superseded by 9f8e7d6");
    }

    @Test
    void aGitHubThatIsDownKeepsTheCheckInProgressUntilItIsBack() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        github.trouble = request -> Optional.of(FakeAnswer.refused(502, "Server Error"));
        posting.answer(Reports.of("g1", Verdict.FAIL));
        Instant back = clock.instant().plus(Duration.ofHours(1));
        while (clock.instant().isBefore(back)) {
            posting.deliverTurns(clock, 1);
        }
        assertThat(onlyCheck().path("status").asText()).isEqualTo("in_progress");
        Delivery waiting = posting.delivery("g1-check");
        assertThat(waiting.isOpen()).isTrue();
        assertThat(waiting.note()).contains("502");
        assertThat(waiting.next()).isBetween(back, back.plusSeconds(62));
        assertThat(waiting.attempts()).as("no more than about one a minute").isBetween(40, 140);

        github.trouble = request -> Optional.empty();
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyComment().updates).isZero();
    }

    @Test
    void afterADayOfSilenceADeliveryWaitsForSomebodyToAskForIt() {
        github.trouble = request -> Optional.of(FakeAnswer.refused(503, "Service Unavailable"));
        failing("g1");
        posting.outbox.deliverDue();
        clock.pass(Duration.ofHours(25));
        posting.deliverTurns(clock, 4);
        assertThat(posting.delivery("g1-check").state()).isEqualTo(State.GIVEN_UP);

        github.trouble = request -> Optional.empty();
        posting.outbox.retry("g1-check");
        posting.outbox.retry("g1-comment");
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void retryAfterIsWaitedForToTheSecond() {
        limitedOnce(429, Map.of("Retry-After", "120"));
        failing("g1");
        Instant asked = clock.instant();
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-check").next()).isBetween(asked.plusSeconds(120), asked.plusSeconds(122));
        long before = github.requests.size();
        clock.pass(Duration.ofSeconds(119));
        posting.outbox.deliverDue();
        assertThat(github.requests).as("everything for GitHub waits").hasSize((int) before);

        posting.deliverAll(clock);
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
    }

    @Test
    void aLimitThatIsUsedUpIsWaitedForUntilItsReset() {
        Instant reset = clock.instant().plusSeconds(1800);
        limitedOnce(
                403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset.getEpochSecond())));
        failing("g1");
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-check").next()).isBetween(reset, reset.plusSeconds(2));
        posting.deliverAll(clock);
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void aSecondaryLimitWithoutATimeIsLeftAloneForAMinuteAndThenLonger() {
        github.trouble = request -> Optional.of(
                FakeAnswer.refused(403, "You have exceeded a secondary rate limit. Please wait a few minutes"));
        failing("g1");
        Instant first = clock.instant();
        posting.outbox.deliverDue();
        Instant second = posting.delivery("g1-check").next();
        assertThat(second).isBetween(first.plusSeconds(60), first.plusSeconds(66));
        clock.setTo(second);
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-check").next()).isBetween(second.plusSeconds(120), second.plusSeconds(126));
    }

    private void limitedOnce(int status, Map<String, String> headers) {
        AtomicInteger asked = new AtomicInteger();
        github.trouble = request -> asked.getAndIncrement() == 0
                ? Optional.of(new FakeAnswer(status, headers, Map.of("message", "API rate limit exceeded")))
                : Optional.empty();
    }

    @Test
    void withoutPermissionForChecksItFallsBackToAStatusAndNamesThePermission() {
        repository.permissions.remove("checks");
        failing("g1");
        posting.deliverAll(clock);

        assertThat(repository.checks()).isEmpty();
        assertThat(repository.statuses)
                .last()
                .satisfies(status -> assertThat(status.path("state").asText()).isEqualTo("failure"));
        assertThat(posting.delivery("g1-check").surface()).isEqualTo(Surface.STATUS);
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void withoutPermissionForCommentsTheCheckStandsAndTheOutboxNamesThePermission() {
        repository.permissions.remove("pull_requests");
        failing("g1");
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        Delivery comment = posting.delivery("g1-comment");
        assertThat(comment.state()).isEqualTo(State.REFUSED);
        assertThat(comment.note()).contains("pull-requests: write");
    }

    @Test
    void withoutAnyPermissionTheVerdictIsKeptAndNothingIsTriedForEver() {
        repository.permissions.clear();
        failing("g1");
        posting.deliverAll(clock);

        assertThat(posting.delivery("g1-check").state()).isEqualTo(State.REFUSED);
        assertThat(posting.delivery("g1-check").note()).contains("statuses: write");
        assertThat(posting.gates.find("g1")).get().isInstanceOf(Gates.Done.class);
    }

    @Test
    void anAppThatIsNotInstalledIsSaidSo() {
        github.installed = false;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.REFUSED);
        assertThat(posting.delivery("g1-comment").note()).contains("404");
    }

    @Test
    void aLockedConversationIsLeftAlone() {
        repository.locked = true;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.REFUSED);
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
    }

    @Test
    void aCommentThatSomebodyDeletedIsMadeAnewByTheNextVerdict() {
        failing("g1");
        posting.deliverAll(clock);
        repository.comments.clear();
        failing("g2");
        posting.deliverAll(clock);

        assertThat(onlyComment().body).contains("gate=\"g2\"");
    }

    @Test
    void aCommentThatAMaintainerHidStaysHiddenAndNoOtherOneIsMade() {
        failing("g1");
        posting.deliverAll(clock);
        onlyComment().minimized = true;
        failing("g2");
        posting.deliverAll(clock);

        assertThat(onlyComment().minimized).isTrue();
        assertThat(onlyComment().body).contains("gate=\"g2\"");
        assertThat(github.count("DELETE", ".*/comments/.*")).isZero();
    }

    @Test
    void aRenamedRepositoryIsFollowedWithTheSameMethodAndBody() {
        failing("g1");
        github.oldName = "acme/shop";
        repository.name = "acme/store";
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowed() {
        github.trouble = request -> request.path().startsWith("/repos/acme/shop/pulls")
                ? Optional.of(new FakeAnswer(301, Map.of("Location", "http://localhost:9/steal"), Map.of()))
                : Optional.empty();
        failing("g1");
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-check").note()).contains("another host");
    }

    @Test
    void aTokenThatEndedIsMadeAnew() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        github.tokenEnds.clear();
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");

        int before = github.tokens;
        clock.pass(Duration.ofMinutes(56));
        failing("g2");
        posting.deliverAll(clock);
        assertThat(github.tokens).as("made anew before it ends").isEqualTo(before + 1);
    }

    @Test
    void aCheckWhoseAnswerWasLostIsFoundInsteadOfMadeTwice() {
        AtomicInteger lost = new AtomicInteger();
        posting.ask("g1");
        github.loseAnswerOf = request -> request.is("POST", ".*/check-runs") && lost.getAndIncrement() == 0;
        posting.deliverTurns(clock, 6);
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(lost.get()).isPositive();
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundInsteadOfMadeTwice() {
        AtomicInteger lost = new AtomicInteger();
        github.loseAnswerOf = request -> request.is("POST", ".*/comments") && lost.getAndIncrement() == 0;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(lost.get()).isPositive();
        assertThat(onlyComment().body).contains("gate=\"g1\"");
    }

    @Test
    void aCommentThatIsStillTooLongIsTriedAtHalfTheLength() {
        AtomicInteger refused = new AtomicInteger();
        github.trouble = request -> request.is("POST", ".*/comments")
                        && request.body().path("body").asText().length() > 40_000
                        && refused.incrementAndGet() > 0
                ? Optional.of(FakeAnswer.invalid("body is too long (maximum is 65536 characters)"))
                : Optional.empty();
        posting.ask("g1");
        posting.answer(Reports.lengthy("g1", 60_000));
        posting.deliverAll(clock);

        assertThat(refused.get()).isEqualTo(1);
        assertThat(onlyComment().body).hasSizeLessThan(40_000).contains("gate=\"g1\"");
    }

    @Test
    void aGateThatWasInterruptedEndsItsCheckInsteadOfLeavingItAtWork() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        posting.gates.forget("g1");
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyCheck().at("/output/title").asText()).contains("stopped before this gate had an answer");
    }
}
