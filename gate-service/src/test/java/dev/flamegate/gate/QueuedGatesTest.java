package dev.flamegate.gate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedGatesTest {
    private static final long START = 1_760_000_000_000_000_000L;

    private final MemoryStore store = new MemoryStore();
    private final BlockingQueue<GateReport> finished = new LinkedBlockingQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private QueuedGates gates = gates(10);

    private QueuedGates gates(int queueMax) {
        return new QueuedGates(
                store,
                store,
                Policy.withDefaults(),
                Archive.in(store, Clock.systemUTC()).records(),
                new TrafficLookup(List.of()),
                Clock.systemUTC(),
                new SplittableRandom(1),
                "test",
                queueMax,
                finished::add);
    }

    @AfterEach
    void close() {
        go.countDown();
        gates.close();
    }

    private void pods(String version, Fleet fleet, String... pods) {
        for (String pod : pods) {
            Labels labels = Labels.of(Map.of("service_name", "shop", "version", version, "pod", pod));
            store.append(List.of(fleet.exact(labels, START)));
        }
    }

    private static EvaluationRequest question(String type, String baseline, String candidate) {
        return new EvaluationRequest(
                "shop",
                type,
                EvaluationRequest.Cohort.parse(baseline),
                EvaluationRequest.Cohort.parse(candidate),
                TimeRange.ALL,
                Look.ONLY);
    }

    private GateReport answer(EvaluationRequest request) throws InterruptedException {
        String id = gates.submit(request);
        Gates.GateState state = gates.await(id, Duration.ofSeconds(20)).orElseThrow();
        assertThat(state).isInstanceOf(Gates.Done.class);
        return ((Gates.Done) state).report();
    }

    private static Fleet large() {
        return new Fleet().stack("main;a", 3000).stack("main;b", 5000);
    }

    @Test
    void aQuestionIsAnsweredAndTheAnswerIsKept() throws InterruptedException {
        pods("1", large(), "p1", "p2", "p3");
        pods("2", new Fleet().stack("main;a", 4500).stack("main;b", 5000), "p1", "p2", "p3");

        GateReport report = answer(question("cpu", "1", "2"));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finished.poll(20, SECONDS)).isEqualTo(report);
        assertThat(finished).isEmpty();
        assertThat(report.provenance().replay()).isEqualTo("flamegate replay " + report.id());
        QueuedGates later = gates(10);
        assertThat(later.find(report.id()))
                .hasValueSatisfying(state ->
                        assertThat(((Gates.Done) state).report().findings()).isEqualTo(report.findings()));
        assertThat(later.latest(5)).containsExactly(report.id());
        later.close();
    }

    @Test
    void aServiceOrTypeOrVersionThatIsNotThereIsInconclusiveAndNamed() throws InterruptedException {
        assertThat(answer(question("cpu", "1", "2")).reasons())
                .first()
                .extracting(Reason::sentence)
                .asString()
                .contains("No profile of a service `shop` was ever stored");
        pods("1", large(), "p1", "p2", "p3");
        assertThat(answer(question("alloc_space", "1", "2")).reasons())
                .first()
                .extracting(Reason::sentence)
                .asString()
                .contains("it has process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(answer(question("cpu", "1", "2")).reasons())
                .first()
                .extracting(Reason::code)
                .isEqualTo("no-candidate-data");
    }

    @Test
    void profilesThatNameNoPodAreLeftOutAndSaid() throws InterruptedException {
        pods("1", large(), "p1", "p2", "p3");
        pods("2", large(), "p1", "p2", "p3");
        store.append(List.of(large().exact(Labels.of(Map.of("service_name", "shop", "version", "2")), START)));

        assertThat(answer(question("cpu", "1", "2")).caveats())
                .extracting(Reason::sentence)
                .anyMatch(caveat -> caveat.startsWith("1 profiles of `2` have none of the labels [pod, "));
    }

    @Test
    void profilesOfBothSidesBelongToNeither() throws InterruptedException {
        pods("1", large(), "p1", "p2", "p3");
        pods("2", large(), "p4", "p5", "p6");

        GateReport report = answer(question("cpu", "{version=~\"1|2\"}", "2"));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).sentence()).contains("3 profiles of `2` match both selectors");
    }

    @Test
    void aBrokenStoreIsAFailureOfTheGateAndNotOfTheVersion() throws InterruptedException {
        pods("1", large(), "p1");
        store.breakDown();

        String id = gates.submit(question("cpu", "1", "2"));

        Gates.GateState state = gates.await(id, Duration.ofSeconds(20)).orElseThrow();
        assertThat(state).isEqualTo(new Gates.Failed("The gate could not run: disk: block 7: checksum does not match"));
        assertThat(gates.find(id)).contains(state);
    }

    @Test
    void anUnknownGateIsNotThere() throws InterruptedException {
        assertThat(gates.find("nothing")).isEmpty();
        assertThat(gates.await("nothing", Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aFullQueueRefusesAndSaysSo() throws InterruptedException {
        gates.close();
        gates = gates(1);
        store.holdSelections(go);
        gates.submit(question("cpu", "1", "2"));
        store.awaitSelection();
        gates.submit(question("cpu", "1", "2"));

        assertThatThrownBy(() -> gates.submit(question("cpu", "1", "2")))
                .isInstanceOf(Gates.GatesBusyException.class)
                .hasMessageContaining("1 gates wait already");
    }

    @Test
    void idsAscendEvenWhenTheClockDoesNot() {
        GateIds ids = new GateIds(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new SplittableRandom(3));
        List<String> made = List.of(ids.next(), ids.next(), ids.next());
        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]{18}"));
    }
}
