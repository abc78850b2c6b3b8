package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment waits until a verdict approves or rejects it, and no failure of anybody approves it. */
@Timeout(120)
class DeploymentProtectionTest extends GitHubScenario {
    private static final long RUN = 4242;

    private Instant deadline() {
        return clock.instant().plus(Duration.ofMinutes(30));
    }

    private JsonNode onlyReview() {
        assertThat(repository.reviews()).hasSize(1);
        return repository.reviews().get(0);
    }

    private String state() {
        return onlyReview().path("state").asText();
    }

    private Delivery onlyRow() {
        return posting.outbox.latest(10, false).stream()
                .filter(row -> row.target().deployment() != null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDeploymentIsToldThatTheGateIsAtWorkAndIsApprovedByAPass() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.deliverTurns(clock, 4);
        assertThat(repository.reviews()).isEmpty();
        assertThat(repository.progress()).hasSize(1);
        assertThat(repository.progress().get(0).path("comment").asText()).contains("At work", Posting.PAGE + "g1");

        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("approved");
        assertThat(onlyReview().path("run").asLong()).isEqualTo(RUN);
        assertThat(onlyReview().path("environment_name").asText()).isEqualTo("production");
        assertThat(onlyReview().path("comment").asText()).contains("Approved", "PASS", Posting.PAGE + "g1");
        assertThat(posting.settled).extracting(Delivery::state).containsExactly(State.DELIVERED);
        assertThat(posting.outbox.of("g1")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, false, approved",
        "FAIL, false, rejected",
        "INCONCLUSIVE, false, rejected",
        "PASS, true, approved",
        "FAIL, true, approved",
        "INCONCLUSIVE, true, approved",
    })
    void thePolicyDecidesWhatAVerdictMeans(Verdict verdict, boolean informational, String state) {
        GateReport report = informational ? Reports.informational("g1", verdict) : Reports.of("g1", verdict);
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(report);
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo(state);
        assertThat(onlyReview().path("comment").asText()).contains(verdict.toString());
    }

    @Test
    void aVersionThatNothingWasSeenOfIsNotApprovedWhateverThePolicySays() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(Reports.unseen("g1"));
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("rejected");
        assertThat(onlyReview().path("comment").asText()).contains("Nothing was seen");
    }

    @ParameterizedTest
    @CsvSource({"FAILURE, rejected", "NEUTRAL, approved", "SUCCESS, approved"})
    void aGateThatCouldNotRunCountsAsThePolicySays(Conclusion conclusion, String state) {
        posting.deploy("g1", RUN, "production", deadline());
        posting.gates.set("g1", new Gates.Failed("The gate could not run: the disk is full", conclusion));
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo(state);
        assertThat(onlyReview().path("comment").asText()).contains("the disk is full");
    }

    @Test
    void withoutAVerdictBeforeTheDeadlineItIsRejectedAndTheReasonSaid() {
        Instant deadline = deadline();
        posting.deploy("g1", RUN, "production", deadline);
        while (repository.reviews().isEmpty()) {
            posting.deliverTurns(clock, 1);
            assertThat(clock.instant()).isBefore(deadline.plusSeconds(10));
        }

        assertThat(clock.instant()).isAfterOrEqualTo(deadline);
        assertThat(state()).isEqualTo("rejected");
        assertThat(onlyReview().path("comment").asText()).contains("deadline", deadline.toString());
        assertThat(repository.progress()).as("said once").hasSize(1);
    }

    @Test
    void aPassThatCouldNotBeToldBeforeTheDeadlineApprovesNothing() {
        Instant deadline = deadline();
        posting.deploy("g1", RUN, "production", deadline);
        posting.answer(Reports.of("g1", Verdict.PASS));
        github.trouble = request -> Optional.of(FakeAnswer.refused(503, "Service Unavailable"));
        while (clock.instant().isBefore(deadline)) {
            posting.deliverTurns(clock, 1);
        }
        assertThat(onlyRow().note()).contains("503");
        github.trouble = request -> Optional.empty();
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("rejected");
        assertThat(onlyReview().path("comment").asText()).contains("deadline");
    }

    @Test
    void aGitHubThatIsDownForAWhileIsAskedUntilItListens() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(Reports.of("g1", Verdict.PASS));
        AtomicInteger asked = new AtomicInteger();
        github.trouble = request ->
                asked.incrementAndGet() <= 5 ? Optional.of(FakeAnswer.refused(502, "Server Error")) : Optional.empty();
        posting.deliverAll(clock);

        assertThat(asked.get()).isGreaterThan(5);
        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void aServiceThatIsStartedAgainAnswersOnce() throws Exception {
        posting.deploy("g1", RUN, "production", deadline());
        posting.deliverTurns(clock, 2);
        posting.close();

        posting = Posting.byApp(folder, github, clock);
        posting.gates.set("g1", new Gates.Done(Reports.of("g1", Verdict.PASS)));
        posting.deliverAll(clock);
        posting.close();
        posting = Posting.byApp(folder, github, clock);
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void aGateThatWasInterruptedRejectsTheDeployment() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.deliverTurns(clock, 2);
        posting.gates.forget("g1");
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("rejected");
        assertThat(onlyReview().path("comment").asText()).contains("stopped before this gate had an answer");
    }

    @Test
    void severalEnvironmentsOfOneRunAreAnsweredOneByOneByTheSameGate() {
        posting.deploy("g1", RUN, "staging", deadline());
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(repository.reviews())
                .extracting(review -> review.path("environment_name").asText())
                .containsExactlyInAnyOrder("staging", "production");
        assertThat(posting.outbox.of("g1")).hasSize(2);
    }

    @Test
    void aRunThatIsRunAgainIsAnsweredAgain() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        clock.pass(Duration.ofMinutes(5));
        posting.deploy("g2", RUN, "production", deadline());
        posting.answer(Reports.of("g2", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(repository.reviews())
                .extracting(review -> review.path("state").asText())
                .containsExactly("rejected", "approved");
        assertThat(posting.outbox.of("g1")).isEmpty();
        assertThat(posting.outbox.of("g2")).hasSize(1);
    }

    @Test
    void reportsOnProgressThatGitHubNoLongerTakesDoNotStandInTheWayOfTheAnswer() {
        for (int i = 1; i <= 12; i++) {
            posting.deploy("g" + i, RUN, "production", deadline());
            posting.deliverTurns(clock, 2);
        }
        assertThat(repository.progress()).hasSize(10);
        posting.answer(Reports.of("g12", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(state()).isEqualTo("approved");
    }

    @Test
    void withoutThePermissionTheOutboxNamesIt() {
        repository.permissions.remove("deployments");
        posting.deploy("g1", RUN, "production", deadline());
        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(repository.reviews()).isEmpty();
        assertThat(onlyRow().state()).isEqualTo(State.REFUSED);
        assertThat(onlyRow().note()).contains("deployments: write");
    }

    @Test
    void aTokenWithoutAnAppCannotAnswerDeployments() throws Exception {
        posting.close();
        posting = Posting.byToken(folder, github, clock);
        posting.deploy("g1", RUN, "production", deadline());

        assertThat(posting.outbox.openCount()).isZero();
    }

    @Test
    void theCommentStaysBelowTheLimitWhateverTheReasonSays() {
        posting.deploy("g1", RUN, "production", deadline());
        posting.gates.set("g1", new Gates.Failed("<!-- @all ` ".repeat(400), Conclusion.FAILURE));
        posting.deliverAll(clock);

        String comment = onlyReview().path("comment").asText();
        assertThat(comment)
                .hasSizeBetween(500, 1024)
                .contains(Posting.PAGE + "g1")
                .doesNotContain("<!--");
        assertThat(comment.chars().filter(c -> c == '`').count())
                .as("one code span")
                .isEqualTo(2);
    }
}
