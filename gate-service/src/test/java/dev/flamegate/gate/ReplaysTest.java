package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.gate.evidence.DocumentEvidence;
import dev.flamegate.gate.evidence.Replays;
import dev.flamegate.gate.policy.AuditLog;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final long START = 1_760_000_000_000_000_000L;
    private static final String EVIDENCE = "gate-evidence-1";

    private final MemoryStore store = new MemoryStore();
    private final Archive archive = Archive.in(store, Clock.systemUTC());
    private final QueuedGates gates = new QueuedGates(
            store,
            store,
            Policy.withDefaults(),
            archive.records(),
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

    private void pods(String version, Fleet fleet, long delayNanos) {
        for (String pod : new String[] {"p1", "p2", "p3"}) {
            Labels labels = Labels.of(Map.of("service_name", "shop", "version", version, "pod", pod));
            store.append(List.of(fleet.exact(labels, START + delayNanos)));
        }
    }

    private GateReport answer(String candidate, Optional<String> policy) throws InterruptedException {
        return answer("cpu", candidate, policy);
    }

    private GateReport answer(String type, String candidate, Optional<String> policy) throws InterruptedException {
        Optional<EvaluationRequest.SentPolicy> sent = policy.map(yaml -> new EvaluationRequest.SentPolicy(
                PolicyFile.read(".flamegate.yml", yaml), new AuditLog.Sender("zoe", "10.0.0.9", "abc123")));
        String id = gates.submit(new EvaluationRequest(
                "shop",
                type,
                EvaluationRequest.Cohort.parse("1"),
                EvaluationRequest.Cohort.parse(candidate),
                TimeRange.ALL,
                Look.ONLY,
                sent));
        return ((Gates.Done) gates.await(id, Duration.ofSeconds(60)).orElseThrow()).report();
    }

    private void twoVersions() {
        pods("1", new Fleet().stack("main;a", 3000).stack("main;b", 5000), 0);
        pods("2", new Fleet().stack("main;a", 4500).stack("main;b", 5000), 0);
    }

    /** Of the documents alone: no profile, no other process. */
    private Replays afterEverythingElseIsGone() {
        MemoryStore documents = new MemoryStore();
        for (String kind : List.of(QueuedGates.REPORT, EVIDENCE)) {
            store.ids(kind)
                    .forEach(id -> documents.put(kind, id, store.get(kind, id).orElseThrow()));
        }
        return new Replays(documents);
    }

    @Test
    void aReplayIsIdenticalToTheByteWhenTheProfilesAreGone() throws InterruptedException {
        twoVersions();
        GateReport fail = answer("2", Optional.empty());
        GateReport byPolicy = answer("2", Optional.of("threshold: {points: 50}\nignore: [b]\n"));
        GateReport missing = answer("nothing", Optional.empty());
        GateReport noType = answer("no:such:type", "2", Optional.empty());
        pods("3", new Fleet().stack("main;a", 3000).stack("main;b", 5000), 900_000_000_000_000L);
        GateReport sequential = answer("3", Optional.empty());

        Replays later = afterEverythingElseIsGone();
        for (GateReport report : List.of(fail, byPolicy, missing, noType, sequential)) {
            assertThat(later.replay(report.id())).as("%s", report.verdict()).hasValueSatisfying(replayed -> {
                assertThat(replayed.difference()).isNull();
                assertThat(replayed.identical()).isTrue();
            });
        }
        assertThat(later.replay("unknown")).isEmpty();
    }

    /** Windows that only one side ran in are left out by the comparison, and decide which nodes come first. */
    @Test
    void aReplayIsIdenticalWhereWindowsWereLeftOutAndOneFunctionHasSeveralLines() throws InterruptedException {
        twoVersions();
        pods("1", new Fleet().stack("main;early;a", 700).stack("main;b", 500), -90_000_000_000L);
        GateReport report = answer("2", Optional.empty());

        assertThat(report.caveats().toString()).contains("only one side was running then");
        assertThat(afterEverythingElseIsGone().replay(report.id()))
                .hasValueSatisfying(
                        replayed -> assertThat(replayed.difference()).isNull());
    }

    @Test
    void aKeptReportThatWasTamperedWithIsFoundWithThePlace() throws InterruptedException {
        twoVersions();
        GateReport report = answer("2", Optional.empty());
        String kept = new String(store.get(QueuedGates.REPORT, report.id()).orElseThrow(), StandardCharsets.UTF_8);
        store.put(
                QueuedGates.REPORT,
                report.id(),
                kept.replace("\"verdict\":\"FAIL\"", "\"verdict\":\"PASS\"").getBytes(StandardCharsets.UTF_8));

        assertThat(archive.replays().replay(report.id())).hasValueSatisfying(replayed -> {
            assertThat(replayed.identical()).isFalse();
            assertThat(replayed.difference()).contains("byte " + kept.indexOf("FAIL\""), "\"PASS\"", "\"FAIL\"");
        });
    }

    @Test
    void anotherPolicyIsTriedOnTheLastGates() throws InterruptedException {
        twoVersions();
        GateReport fail = answer("2", Optional.empty());
        GateReport missing = answer("nothing", Optional.empty());

        List<Replays.Rejudged> judged = archive.replays()
                .rejudge(
                        PolicyFile.read("new.yml", "threshold: {points: 50}\nmust_detect: {points: 60}\n"), "shop", 30);

        assertThat(judged).extracting(Replays.Rejudged::id).containsExactly(missing.id(), fail.id());
        assertThat(judged.get(1).verdict()).isEqualTo("FAIL");
        assertThat(judged.get(1).newVerdict()).isEqualTo("PASS");
        assertThat(judged.get(1).findingsGone()).containsExactly("a");
        assertThat(judged.get(0).newVerdict()).isEqualTo("INCONCLUSIVE");
        assertThat(archive.replays().rejudge(PolicyFile.read("new.yml", ""), "other", 30))
                .isEmpty();
        assertThat(archive.replays().rejudge(PolicyFile.read("new.yml", ""), null, 1))
                .hasSize(1);
    }

    @Test
    void theAuditLogHasPoliciesAndAcknowledgementsWithTheirSender() throws InterruptedException {
        twoVersions();
        String yaml =
                "acknowledgements:\n  - {function: a, service: shop, up_to: {points: 40}, reason: wanted, author: anna, expires: 2999-01-01}\n";
        GateReport report = answer("2", Optional.of(yaml));
        answer("2", Optional.of(yaml));
        archive.policies().set("shop", "informational: true\n", new AuditLog.Sender("zoe", "10.0.0.9", ""));
        GateReport kept = answer("2", Optional.empty());
        archive.policies().remove("shop", AuditLog.Sender.UNKNOWN);

        List<AuditLog.Entry> entries = archive.audit().latest(100);
        assertThat(entries)
                .extracting(AuditLog.Entry::action)
                .containsExactly(
                        "policy-removed", "policy-set", "acknowledgement-held", "acknowledgement-held", "policy-sent");
        assertThat(entries.get(4).sender()).isEqualTo(new AuditLog.Sender("zoe", "10.0.0.9", "abc123"));
        assertThat(entries.get(3).detail()).contains("`a` grew by", "anna: wanted");
        assertThat(entries.get(3).gate()).isEqualTo(report.id());
        assertThat(kept.policy().informational()).isTrue();
        assertThat(kept.policy().source().name()).isEqualTo("SERVICE");
        assertThat(answer("2", Optional.empty()).policy().source().name()).isEqualTo("SETTINGS");
    }

    @Test
    void aPolicyThatIsSentGoesBeforeTheOneOnTheServer() throws InterruptedException {
        twoVersions();
        archive.policies().set("shop", "informational: true\n", AuditLog.Sender.UNKNOWN);

        GateReport report = answer("2", Optional.of("alpha: 0.02\n"));

        assertThat(report.policy().source().name()).isEqualTo("QUESTION");
        assertThat(report.policy().informational()).isFalse();
    }

    @Test
    void evidenceThatIsDamagedIsRefusedWithTheGateAndThePlace() throws InterruptedException, IOException {
        twoVersions();
        String id = answer("2", Optional.empty()).id();
        DocumentEvidence evidence = new DocumentEvidence(store);
        byte[] good = store.get(EVIDENCE, id).orElseThrow();

        store.put(EVIDENCE, id, java.util.Arrays.copyOf(good, good.length / 2));
        assertThatThrownBy(() -> evidence.find(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("evidence of gate " + id);
        store.put(EVIDENCE, id, changed(good, json -> json.put("format", 9)));
        assertThatThrownBy(() -> evidence.find(id)).hasMessageContaining("format 9, this program reads 1");
        store.put(EVIDENCE, id, changed(good, json -> ((ObjectNode) json.at("/parts/0/selection")).putArray("lines")));
        assertThatThrownBy(() -> evidence.find(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit together");
    }

    private static byte[] changed(byte[] gzip, java.util.function.Consumer<ObjectNode> change) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode whole = (ObjectNode) json.readTree(new GZIPInputStream(new ByteArrayInputStream(gzip)));
        change.accept(whole);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json.writeValueAsBytes(whole));
        }
        return bytes.toByteArray();
    }
}
