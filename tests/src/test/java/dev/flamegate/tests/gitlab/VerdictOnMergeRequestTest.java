package dev.flamegate.tests.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Wording;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.Verdict;
import dev.flamegate.tests.github.Posting;
import dev.flamegate.tests.github.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a merge request shows of a gate when nothing goes wrong. */
@Timeout(120)
class VerdictOnMergeRequestTest extends GitLabScenario {

    @Test
    void theStatusRunsInThePipelineWhileTheGateIsAtWorkAndFailsItWithTheVerdict() {
        posting.ask("g1");
        posting.deliverTurns(clock, 3);

        assertThat(status().state).isEqualTo("running");
        assertThat(status().name).isEqualTo("flamegate/shop");
        assertThat(status().pipeline)
                .as("a status elsewhere does not hold the merge")
                .isEqualTo(900);
        assertThat(status().address).isEqualTo(Posting.PAGE + "g1");
        assertThat(project.notes).isEmpty();

        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(status().description).startsWith("FAIL: ").contains("Cart.reprice");
        assertThat(onlyNote().body).startsWith("<!-- flamegate:v1 key=\"shop\" gate=\"g1\" failed=\"");
        assertThat(project.statuses).hasSize(1);
        assertThat(posting.settled).extracting(row -> row.state()).containsExactly(State.DELIVERED, State.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, false, success",
        "FAIL, false, failed",
        "INCONCLUSIVE, false, failed",
        "PASS, true, success",
        "FAIL, true, success",
        "INCONCLUSIVE, true, success",
    })
    void thePolicyDecidesWhetherThePipelineFails(Verdict verdict, boolean informational, String state) {
        GateReport report = informational ? Reports.informational("g1", verdict) : Reports.of("g1", verdict);
        posting.ask("g1");
        posting.answer(report);
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo(state);
    }

    @Test
    void aGateThatCouldNotRunFailsThePipelineAndSaysThatItIsNoRegression() {
        posting.ask("g1");
        posting.gates.set("g1", new Gates.Failed("The gate could not run: no such type", Conclusion.FAILURE));
        posting.deliverAll(clock);

        assertThat(status().state).isEqualTo("failed");
        assertThat(status().description).contains("could not run", "no such type");
        assertThat(onlyNote().body).contains("no regression");
    }

    @Test
    void aFirstPassMakesNoNoteAndALaterOneTurnsTheSameNoteGreen() {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.PASS));
        posting.deliverAll(clock);
        assertThat(project.notes).isEmpty();

        failing("g2");
        posting.deliverAll(clock);
        long id = onlyNote().id;
        posting.ask("g3");
        posting.answer(Reports.of("g3", Verdict.PASS));
        posting.deliverAll(clock);

        assertThat(onlyNote().id).isEqualTo(id);
        assertThat(onlyNote().body).contains("gate=\"g3\"", "PASS");
        assertThat(status().state).isEqualTo("success");
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        failing("g1");
        posting.deliverAll(clock);
        posting.outbox.retry("g1-comment");
        posting.outbox.retry("g1-check");
        posting.deliverAll(clock);

        assertThat(onlyNote().updates).isZero();
        assertThat(gitlab.count("POST", ".*/statuses/.*")).isEqualTo(1);
    }

    @Test
    void aReportOfMoreThanAMillionCharactersArrivesShortenedWithItsMarker() {
        GateReport wordy = Reports.lengthy("g1", 1_300_000);
        assertThat(ReportMarkdown.comment(wordy, new Links(null, null), Integer.MAX_VALUE))
                .hasSizeGreaterThan(1_000_000);

        posting.ask("g1");
        posting.answer(wordy);
        posting.deliverAll(clock);

        assertThat(onlyNote().body).hasSizeLessThanOrEqualTo(1_000_000);
        assertThat(Wording.marked(onlyNote().body)).contains(new Wording.Marked("shop", "g1"));
        assertThat(onlyNote().body).contains("FAIL", Posting.PAGE + "g1");
    }

    @Test
    void aReportThatGitHubWouldNotTakeWholeIsWholeHere() {
        GateReport long200k = Reports.lengthy("g1", 200_000);
        posting.ask("g1");
        posting.answer(long200k);
        posting.deliverAll(clock);

        assertThat(onlyNote().body).hasSizeGreaterThan(150_000).contains("Caveat 800");
    }

    @Test
    void noLineOfANoteIsAnOrderToGitLab() {
        String hostile = "no profiles\n/merge\n/approve @root\n\n/close\nof the candidate";
        posting.ask("g1");
        posting.gates.set("g1", new Gates.Failed(hostile, Conclusion.FAILURE));
        posting.deliverAll(clock);

        assertThat(project.orders).isEmpty();
        assertThat(onlyNote().body).contains("/merge");
    }

    @Test
    void writesToGitLabAreAtLeastASecondApart() {
        for (int i = 1; i <= 5; i++) {
            project.head = Integer.toString(i).repeat(40);
            failing("g" + i);
        }
        posting.deliverAll(clock);

        List<Instant> times = List.copyOf(gitlab.writes);
        assertThat(times).hasSizeGreaterThan(1);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }
}
