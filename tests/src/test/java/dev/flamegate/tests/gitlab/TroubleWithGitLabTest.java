package dev.flamegate.tests.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Verdict;
import dev.flamegate.tests.github.Posting;
import dev.flamegate.tests.github.Reports;
import java.nio.file.Files;
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
class TroubleWithGitLabTest extends GitLabScenario {

    @Test
    void twoUploadersAtOnceLeaveOneNote() throws Exception {
        CyclicBarrier bothListed = new CyclicBarrier(2);
        AtomicInteger listings = new AtomicInteger();
        gitlab.afterListing = () -> {
            if (listings.incrementAndGet() <= 2) {
                await(bothListed);
            }
        };
        try (Posting other = posting(Files.createDirectory(folder.resolve("other")))) {
            failing("g1");
            other.ask("g2");
            other.answer(Reports.of("g2", Verdict.FAIL));
            Thread second = new Thread(() -> other.deliverTurns(clock, 2), "second uploader");
            posting.outbox.deliverDue();
            clock.pass(Duration.ofSeconds(2));
            second.start();
            posting.outbox.deliverDue();
            second.join(30_000);

            assertThat(gitlab.count("POST", ".*/merge_requests/7/notes"))
                    .as("both made one")
                    .isEqualTo(2);
            assertThat(onlyNote().body).contains("gate=\"g2\"");
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
    void amongManyNotesAForgedMarkerOfSomebodyElseIsUntouched() {
        for (int i = 0; i < 250; i++) {
            project.note(FakeGitLab.VISITOR, "note " + i);
        }
        FakeProject.Note forged =
                project.note(FakeGitLab.VISITOR, "<!-- flamegate:v1 key=\"shop\" gate=\"g0\" -->\nall is well");
        failing("g1");
        posting.deliverAll(clock);
        failing("g2");
        posting.deliverAll(clock);

        assertThat(forged.body).endsWith("all is well");
        assertThat(onlyNote().body).contains("gate=\"g2\"");
        assertThat(project.notes).hasSize(252);
    }

    @Test
    void downForAnHourAndStartedAgainInBetweenItDeliversOnce() throws Exception {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        gitlab.trouble = request -> Optional.of(new Answer(502, Map.of(), "<html>Bad Gateway</html>"));
        posting.answer(Reports.of("g1", Verdict.FAIL));
        Instant back = clock.instant().plus(Duration.ofHours(1));
        while (clock.instant().isBefore(back.minus(Duration.ofMinutes(30)))) {
            posting.deliverTurns(clock, 1);
        }
        posting.close();
        posting = posting(folder);
        posting.gates.set("g1", new Gates.Done(Reports.of("g1", Verdict.FAIL)));
        while (clock.instant().isBefore(back)) {
            posting.deliverTurns(clock, 1);
        }
        assertThat(status().state).isEqualTo("running");
        Delivery waiting = posting.delivery("g1-check");
        assertThat(waiting.isOpen()).isTrue();
        assertThat(waiting.note()).contains("502").doesNotContain("html");

        gitlab.trouble = request -> Optional.empty();
        posting.deliverAll(clock);

        assertThat(project.statuses).hasSize(1);
        assertThat(status().state).isEqualTo("failed");
        assertThat(onlyNote().updates).isZero();
        assertThat(gitlab.count("POST", ".*/notes")).isEqualTo(1);
    }

    @Test
    void aStaleRunThatFinishesLastChangesNothing() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        String old = project.head;
        project.head = "9f8e7d6" + "0".repeat(33);
        failing("g2");
        posting.deliverTurns(clock, 6);
        String before = onlyNote().body;

        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(onlyNote().body).isEqualTo(before).contains("gate=\"g2\"");
        assertThat(status().state).isEqualTo("failed");
        assertThat(project.latest(old)).singleElement().satisfies(status -> {
            assertThat(status.state).isEqualTo("canceled");
            assertThat(status.description).contains("Superseded by");
        });
        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void anOvertakenGateOfTheSameCommitDoesNotTakeTheNewerOnesStatusBack() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        failing("g2");
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(status().address).isEqualTo(Posting.PAGE + "g2");

        posting.outbox.retry("g1-check");
        posting.deliverAll(clock);
        assertThat(status().state).isEqualTo("failed");
        assertThat(status().address).isEqualTo(Posting.PAGE + "g2");
    }

    @Test
    void retryAfterIsWaitedForToTheSecond() {
        AtomicInteger asked = new AtomicInteger();
        gitlab.trouble = request -> asked.getAndIncrement() == 0
                ? Optional.of(new Answer(429, Map.of("Retry-After", "120"), "Retry later\n"))
                : Optional.empty();
        failing("g1");
        Instant first = clock.instant();
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-check").next()).isBetween(first.plusSeconds(120), first.plusSeconds(122));
        long before = gitlab.requests.size();
        clock.pass(Duration.ofSeconds(119));
        posting.outbox.deliverDue();
        assertThat(gitlab.requests).as("everything for GitLab waits").hasSize((int) before);

        posting.deliverAll(clock);
        assertThat(status().state).isEqualTo("failed");
    }

    @Test
    void aLimitOnNewNotesWithoutATimeIsLeftAloneForAMinute() {
        gitlab.trouble = request -> request.is("POST", ".*/notes")
                ? Optional.of(Answer.refused(429, Map.of("error", "This endpoint has been requested too many times.")))
                : Optional.empty();
        failing("g1");
        posting.outbox.deliverDue();
        clock.pass(Duration.ofSeconds(2));
        Instant asked = clock.instant();
        posting.outbox.deliverDue();

        assertThat(posting.delivery("g1-comment").attempts()).isEqualTo(1);
        assertThat(posting.delivery("g1-comment").next()).isBetween(asked.plusSeconds(60), asked.plusSeconds(66));
        gitlab.trouble = request -> Optional.empty();
        posting.deliverAll(clock);
        assertThat(onlyNote().body).contains("gate=\"g1\"");
    }

    @Test
    void aReporterMayWriteTheNoteAndTheOutboxNamesTheRoleForTheStatus() {
        gitlab.role = FakeGitLab.Role.REPORTER;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(onlyNote().body).contains("gate=\"g1\"");
        assertThat(posting.delivery("g1-check").state()).isEqualTo(State.REFUSED);
        assertThat(posting.delivery("g1-check").note()).contains("403", "the role Developer");
    }

    @Test
    void aProjectThatTheTokenMayNotSeeIsNotThereAndTheOutboxSaysWhatToDo() {
        gitlab.role = FakeGitLab.Role.NOBODY;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.REFUSED);
        assertThat(posting.delivery("g1-comment").note()).contains("404 Project Not Found", "the role Reporter");
        assertThat(posting.gates.find("g1")).get().isInstanceOf(Gates.Done.class);

        gitlab.role = FakeGitLab.Role.DEVELOPER;
        posting.outbox.retry("g1-comment");
        posting.deliverAll(clock);
        assertThat(onlyNote().body).contains("gate=\"g1\"");
    }

    @Test
    void aTokenWithoutTheScopeOrWithoutLifeIsSaidSo() {
        gitlab.scope = "read_api";
        failing("g1");
        posting.deliverAll(clock);
        assertThat(posting.delivery("g1-comment").note()).contains("the scope 'api'");

        gitlab.token = "glpat-another";
        failing("g2");
        posting.deliverAll(clock);
        assertThat(posting.delivery("g2-comment").note()).contains("not valid, or has expired");
        assertThat(posting.delivery("g2-comment").note()).doesNotContain(FakeGitLab.TOKEN);
    }

    @Test
    void ofAMergeRequestFromAForkTheNoteStandsAndTheOutboxSaysWhyThereIsNoStatus() {
        project.fork = true;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(onlyNote().body).contains("gate=\"g1\"");
        assertThat(posting.delivery("g1-check").state()).isEqualTo(State.REFUSED);
        assertThat(posting.delivery("g1-check").note()).contains("from a fork only the note");
    }

    @Test
    void withoutAPipelineTheStatusStandsOnTheBranch() {
        project.pipeline = null;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(gitlab.requests)
                .filteredOn(request -> request.is("POST", ".*/statuses/.*"))
                .allMatch(request -> request.text("ref").equals("faster"));
    }

    @Test
    void aProjectThatMovedIsFoundByItsNumberAndTheTokenGoesToNoOtherHost() {
        project.oldPath = "acme/backend/shop";
        project.path = "acme/store";
        failing("g1");
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(onlyNote().body).contains("gate=\"g1\"");
    }

    @Test
    void aNoteWhoseAnswerWasLostIsFoundInsteadOfMadeTwice() {
        AtomicInteger lost = new AtomicInteger();
        gitlab.loseAnswerOf = request -> request.is("POST", ".*/notes") && lost.getAndIncrement() == 0;
        failing("g1");
        posting.deliverAll(clock);

        assertThat(lost.get()).isPositive();
        assertThat(onlyNote().body).contains("gate=\"g1\"");
    }

    @Test
    void aStatusWhoseAnswerWasLostIsFoundInsteadOfMadeTwice() {
        AtomicInteger lost = new AtomicInteger();
        gitlab.loseAnswerOf = request -> request.is("POST", ".*/statuses/.*") && lost.getAndIncrement() % 2 == 0;
        posting.ask("g1");
        posting.deliverTurns(clock, 6);
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(lost.get()).isPositive();
        assertThat(project.statuses).hasSize(1);
        assertThat(status().state).isEqualTo("failed");
    }

    @Test
    void aNoteThatIsStillTooLongIsTriedAtHalfTheLength() {
        AtomicInteger refused = new AtomicInteger();
        gitlab.trouble = request -> request.is("POST", ".*/notes")
                        && request.text("body").length() > 600_000
                        && refused.incrementAndGet() > 0
                ? Optional.of(Answer.refused(
                        400, "400 Bad request - Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}"))
                : Optional.empty();
        posting.ask("g1");
        posting.answer(Reports.lengthy("g1", 800_000));
        posting.deliverAll(clock);

        assertThat(refused.get()).isEqualTo(1);
        assertThat(onlyNote().body).hasSizeLessThan(600_000).contains("gate=\"g1\"");
    }

    @Test
    void aNoteThatSomebodyDeletedIsMadeAnewByTheNextVerdict() {
        failing("g1");
        posting.deliverAll(clock);
        project.notes.clear();
        failing("g2");
        posting.deliverAll(clock);

        assertThat(onlyNote().body).contains("gate=\"g2\"");
    }

    @Test
    void aGateThatWasInterruptedEndsItsStatusInsteadOfLeavingItAtWork() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        posting.gates.forget("g1");
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(status().description).contains("stopped before this gate had an answer");
    }
}
