package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BaselineChoiceTest {
    private static final long START = 1_760_000_000_000_000_000L;
    private static final long HOUR = 3_600_000_000_000L;

    private final MemoryStore store = new MemoryStore();
    private final QueuedGates gates = new QueuedGates(
            store,
            store,
            Policy.withDefaults(),
            Archive.in(store, Clock.systemUTC()).records(),
            new TrafficLookup(List.of()),
            Clock.systemUTC(),
            new SplittableRandom(1),
            "test",
            10,
            report -> {});

    @AfterEach
    void close() {
        gates.close();
    }

    /** Five pods with a profile each hour from one hour to another. */
    private void runs(String version, String environment, long fromHour, long untilHour, double work) {
        for (int pod = 0; pod < 5; pod++) {
            Map<String, String> labels =
                    new TreeMap<>(Map.of("service_name", "shop", "version", version, "pod", version + "-" + pod));
            if (!environment.isEmpty()) {
                labels.put("env", environment);
            }
            Fleet fleet = new Fleet().stack("main;a", work).stack("main;b", 50_000);
            for (long hour = fromHour; hour <= untilHour; hour++) {
                store.append(List.of(fleet.exact(Labels.of(labels), START + hour * HOUR)));
            }
        }
    }

    private GateReport ask(String baseline, String candidate) throws InterruptedException {
        EvaluationRequest request = new EvaluationRequest(
                "shop", "cpu", Cohort.parseBaseline(baseline), Cohort.parse(candidate), TimeRange.ALL, Look.ONLY);
        return ((Gates.Done) gates.await(gates.submit(request), Duration.ofSeconds(20))
                        .orElseThrow())
                .report();
    }

    private static Check baseline(GateReport report) {
        return report.checks().stream()
                .filter(check -> check.name().equals("baseline"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutANameItIsWhatRanAtTheSameTimeInTheSameEnvironment() throws InterruptedException {
        runs("1", "prod", -30, -10, 30_000);
        runs("2", "prod", -9, 3, 30_000);
        runs("2-test", "test", 0, 3, 30_000);
        runs("3", "prod", 0, 3, 30_000);

        GateReport report = ask("concurrent", "3");

        assertThat(report.subject().baseline().name()).isEqualTo("2");
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(baseline(report).detail()).contains("concurrent", "`2`, first seen 9h before the candidate");
    }

    @Test
    void aVersionWhoseLatestGateFailedIsPassedOverAndNamed() throws InterruptedException {
        runs("1", "", 0, 3, 30_000);
        runs("2", "", 0, 3, 60_000);
        runs("3", "", 0, 3, 60_000);
        GateReport failed = ask("1", "2");
        assertThat(failed.verdict()).isEqualTo(Verdict.FAIL);

        GateReport report = ask("concurrent", "3");

        assertThat(report.subject().baseline().name()).isEqualTo("1");
        assertThat(report.verdict()).as("it has the failed version's growth").isEqualTo(Verdict.FAIL);
        assertThat(baseline(report).detail())
                .contains("`2` was passed over: it failed as a candidate in gate " + failed.id());
    }

    @Test
    void aFailedVersionThatIsNamedIsTakenWithAWarning() throws InterruptedException {
        runs("1", "", 0, 3, 30_000);
        runs("2", "", 0, 3, 60_000);
        runs("3", "", 0, 3, 60_000);
        GateReport failed = ask("1", "2");

        GateReport report = ask("2", "3");

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(baseline(report).state()).isEqualTo(Check.State.WARNING);
        assertThat(baseline(report).detail()).contains("`2` failed as a candidate in gate " + failed.id());
    }

    @Test
    void severalVersionsArePooled() throws InterruptedException {
        runs("1.0", "", 0, 3, 30_000);
        runs("1x0", "", 0, 3, 90_000);
        runs("1.1", "", 0, 3, 30_000);
        runs("1.2", "", 0, 3, 30_000);

        GateReport report = ask("1.0, 1.1", "1.2");

        assertThat(report.subject().baseline().pods()).hasSize(10).noneMatch(pod -> pod.startsWith("1x0"));
        assertThat(baseline(report).detail()).contains("`1.0`", "`1.1`");
    }

    @Test
    void theVersionBeforeAndTheVersionOfAWeekAgoAreFoundAndComparedByPeriodsOnly() throws InterruptedException {
        runs("1", "", -8 * 24, -7 * 24 + 1, 30_000);
        runs("2", "", -48, -2, 30_000);
        runs("3", "", 0, 1, 30_000);

        GateReport previous = ask("previous", "3");
        GateReport weekAgo = ask("week-ago", "3");

        assertThat(previous.subject().baseline().name()).isEqualTo("2");
        assertThat(weekAgo.subject().baseline().name()).isEqualTo("1");
        for (GateReport report : List.of(previous, weekAgo)) {
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.reasons()).extracting(Reason::code).containsExactly("not-concurrent");
            assertThat(report.caveats()).extracting(Reason::code).contains("period-advice");
        }
    }

    @Test
    void productionIsWhatWasSeenLastThere() throws InterruptedException {
        runs("1", "prod", -3, -1, 30_000);
        runs("2", "production", 0, 3, 30_000);
        runs("3", "staging", 0, 3, 30_000);

        assertThat(ask("production", "3").subject().baseline().name()).isEqualTo("2");
    }

    @Test
    void noVersionThatFitsIsInconclusiveAndSaysWhatWasLookedFor() throws InterruptedException {
        runs("1", "", -30, -10, 30_000);
        runs("3", "", 0, 3, 30_000);

        GateReport report = ask("concurrent", "3");

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("no-baseline-data");
        assertThat(report.reasons().get(0).sentence())
                .contains("No version fits `concurrent`, the newest version that ran at the same time");
        assertThat(baseline(report).state()).isEqualTo(Check.State.FAILED);
    }

    @Test
    void aCandidateWithoutProfilesHasNoBaselineToFind() throws InterruptedException {
        runs("1", "", 0, 3, 30_000);

        assertThat(ask("previous", "9").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
