package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Comments;
import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Wording;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pull request shows of a gate when nothing goes wrong. */
class VerdictOnPullRequestTest extends GitHubScenario {

    @Test
    void theCheckIsThereWhileTheGateIsAtWorkAndFinishedByItsVerdict() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);

        assertThat(onlyCheck().path("status").asText()).isEqualTo("in_progress");
        assertThat(onlyCheck().path("name").asText()).isEqualTo("Flamegate / shop");
        assertThat(onlyCheck().path("head_sha").asText()).isEqualTo(repository.head);
        assertThat(onlyCheck().path("details_url").asText()).isEqualTo(Posting.PAGE + "g1");
        assertThat(repository.comments).isEmpty();

        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("status").asText()).isEqualTo("completed");
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyCheck().at("/output/title").asText()).contains("Cart.reprice");
        assertThat(onlyCheck().at("/output/summary").asText()).contains("Cart").doesNotContain("<!-- flamegate");
        assertThat(onlyComment().body)
                .startsWith("<!-- flamegate:v1 key=\"shop\" gate=\"g1\" failed=\"" + repository.head + "\" -->\n### ");
        assertThat(posting.settled).extracting(row -> row.state()).containsExactly(State.DELIVERED, State.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, false, success",
        "FAIL, false, failure",
        "INCONCLUSIVE, false, action_required",
        "PASS, true, success",
        "FAIL, true, neutral",
        "INCONCLUSIVE, true, neutral",
    })
    void neutralNeverStandsForCouldNotDecideInAnEnforcingGate(
            Verdict verdict, boolean informational, String conclusion) {
        GateReport report = informational ? Reports.informational("g1", verdict) : Reports.of("g1", verdict);
        posting.ask("g1");
        posting.answer(report);
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo(conclusion);
    }

    @Test
    void aGateThatCouldNotRunFailsItsCheckAndSaysThatItIsNoRegression() {
        posting.ask("g1");
        posting.gates.set("g1", new Gates.Failed("The gate could not run: no such type", Conclusion.FAILURE));
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyCheck().at("/output/title").asText()).contains("could not run", "no such type");
        assertThat(onlyComment().body).contains("no regression");
    }

    @Test
    void aFirstPassMakesNoCommentAndALaterOneTurnsTheSameCommentGreen() {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);
        assertThat(repository.comments).isEmpty();
        assertThat(posting.delivery("g1-comment").state()).isEqualTo(State.SKIPPED);

        posting.ask("g2");
        posting.answer(Reports.of("g2", Verdict.FAIL));
        posting.deliverAll(clock);
        long id = onlyComment().id;

        String failed = repository.head.substring(0, 7);
        assertThat(onlyComment().body).doesNotContain("Previously failed");

        repository.head = "9f8e7d6" + "0".repeat(33);
        posting.ask("g3");
        posting.answer(Reports.of("g3", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(onlyComment().id).isEqualTo(id);
        assertThat(onlyComment().body).contains("gate=\"g3\"", "PASS", "Previously failed at `" + failed + "`");

        repository.head = "abcdef0" + "0".repeat(33);
        posting.ask("g4");
        posting.answer(Reports.of("g4", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(onlyComment().body).contains("gate=\"g4\"", "Previously failed at `" + failed + "`");
    }

    @Test
    void everyVerdictMakesACommentIfTheSettingsSayAlwaysAndNoneIfTheySayNever() throws Exception {
        posting.close();
        posting = Posting.byApp(folder, github, clock, Comments.NEVER);
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        assertThat(repository.comments).isEmpty();
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");

        posting.close();
        posting = Posting.byApp(folder, github, clock, Comments.ALWAYS);
        posting.ask("g2");
        posting.answer(Reports.of("g2", Verdict.PASS));
        posting.deliverAll(clock);
        assertThat(onlyComment().body).contains("gate=\"g2\"", "PASS").doesNotContain("Previously failed");
    }

    @Test
    void aCommentWithTheSameTextIsNotWrittenAgain() {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        posting.outbox.retry("g1-comment");
        posting.deliverAll(clock);

        assertThat(onlyComment().updates).isZero();
    }

    @Test
    void annotationsStandOnlyInFilesThatThePullRequestChanged() {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        assertThat(onlyCheck().path("annotations")).isEmpty();

        repository.files.add("src/main/java/shop/Cart.java");
        posting.ask("g2");
        posting.answer(Reports.of("g2", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(repository.checks().get(1).path("annotations")).hasSize(1);
        assertThat(repository.checks().get(1).at("/annotations/0/path").asText())
                .isEqualTo("src/main/java/shop/Cart.java");
        assertThat(repository.checks().get(1).at("/annotations/0/start_line").asInt())
                .isEqualTo(12);
    }

    @Test
    void aReportOfSeventyThousandCharactersArrivesShortenedWithItsMarker() {
        GateReport wordy = Reports.wordy("g1");
        assertThat(ReportMarkdown.comment(wordy, new Links(null, null), Integer.MAX_VALUE))
                .hasSizeGreaterThan(70_000);

        posting.ask("g1");
        posting.answer(wordy);
        posting.deliverAll(clock);

        assertThat(onlyComment().body).hasSizeLessThanOrEqualTo(65_536);
        assertThat(Wording.marked(onlyComment().body)).contains(new Wording.Marked("shop", "g1"));
        assertThat(onlyComment().body).contains("FAIL", Posting.PAGE + "g1");
        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
    }

    @Test
    void aTokenWithoutAnAppPostsAStatusAndAComment() throws Exception {
        posting.close();
        posting = Posting.byToken(folder, github, clock);
        posting.ask("g1");
        posting.deliverTurns(clock, 3);
        assertThat(repository.statuses).hasSize(1);
        assertThat(repository.statuses.get(0).path("state").asText()).isEqualTo("pending");

        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(repository.checks()).isEmpty();
        assertThat(repository.statuses)
                .hasSize(2)
                .allSatisfy(
                        status -> assertThat(status.path("context").asText()).isEqualTo("flamegate/shop"));
        assertThat(repository.statuses.get(1).path("state").asText()).isEqualTo("failure");
        assertThat(repository.statuses.get(1).path("description").asText()).hasSizeLessThanOrEqualTo(140);
        assertThat(repository.commentsOf(FakeGitHub.TOKEN_LOGIN)).hasSize(1);
    }

    @Test
    void writesToGitHubAreAtLeastASecondApart() {
        for (int i = 1; i <= 5; i++) {
            repository.head = Integer.toString(i).repeat(40);
            posting.ask("g" + i);
            posting.answer(Reports.of("g" + i, Verdict.FAIL));
        }
        posting.deliverAll(clock);

        List<Instant> times = List.copyOf(github.writes);
        assertThat(times).hasSizeGreaterThan(1);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(github.requests)
                .filteredOn(request -> request.is("GET", "/repos/acme/shop"))
                .hasSizeGreaterThan(1)
                .last()
                .satisfies(
                        request -> assertThat(request.header("If-None-Match")).isNotEmpty());
    }

    @Test
    void theKeyOfTheAppMayStandInEitherForm() throws Exception {
        posting.close();
        github.keys.writePkcs8(folder);
        posting = Posting.byApp(folder, github, clock);
        github.keys.writePkcs8(folder);
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
    }
}
