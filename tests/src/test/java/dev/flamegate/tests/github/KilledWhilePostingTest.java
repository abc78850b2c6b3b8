package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Verdict;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is to be posted outlives the process that was to post it. */
@Timeout(120)
class KilledWhilePostingTest extends GitHubScenario {

    @Test
    void gitHubDownForAnHourAndTheServiceKilledInBetweenDeliversOnceAfterwards() throws Exception {
        posting.close();
        github.trouble = request -> Optional.of(FakeAnswer.refused(503, "Service Unavailable"));

        assertThat(runUntilKilled())
                .anyMatch(line -> line.matches("g1-check PENDING failed \\d+"))
                .anyMatch(line -> line.matches("g1-comment PENDING failed \\d+"));
        assertThat(repository.checks()).isEmpty();
        assertThat(repository.comments).isEmpty();

        clock.pass(Duration.ofHours(1));
        github.trouble = request -> Optional.empty();
        posting = Posting.byApp(folder, github, clock);
        posting.gates.set("g1", new Gates.Done(Reports.of("g1", Verdict.FAIL)));
        posting.deliverAll(clock);

        assertThat(onlyCheck().path("conclusion").asText()).isEqualTo("failure");
        assertThat(onlyComment().body).contains("gate=\"g1\"");
        assertThat(posting.settled)
                .extracting(Delivery::state)
                .containsOnly(Delivery.State.DELIVERED)
                .hasSize(2);
        assertThat(posting.outbox.openCount()).isZero();
    }

    @Test
    void aServiceThatIsStartedAgainDoesNotRepeatWhatWasDelivered() throws Exception {
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverAll(clock);
        posting.close();
        int before = github.requests.size();

        posting = Posting.byApp(folder, github, clock);
        posting.deliverAll(clock);

        assertThat(github.requests).hasSize(before);
        assertThat(posting.outbox.of("g1")).extracting(Delivery::state).containsOnly(Delivery.State.DELIVERED);
    }

    private List<String> runUntilKilled() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostUntilKilled.class.getName(),
                        folder.toString(),
                        github.address(),
                        folder.resolve("app.pem").toString(),
                        clock.instant().toString())
                .redirectErrorStream(true)
                .start();
        List<String> output = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.equals("waiting")) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output).as("it was at work when it was killed").contains("waiting");
        return output;
    }
}
