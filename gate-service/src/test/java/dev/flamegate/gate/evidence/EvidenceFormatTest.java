package dev.flamegate.gate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.Exposure;
import dev.flamegate.gate.FrozenGate;
import dev.flamegate.gate.PastRun;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.Selection;
import dev.flamegate.gate.SelectionBuilder;
import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.gate.comparability.Fact;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Provenance;
import dev.flamegate.store.StoredProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EvidenceFormatTest {
    private static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");

    static FrozenGate gate() {
        SelectionBuilder selection = new SelectionBuilder(CPU);
        for (int pod = 0; pod < 3; pod++) {
            add(selection, SelectionBuilder.Side.BASELINE, pod, "Shop$$Lambda$12/0x00007f0a1b2c3d4e.apply");
            add(selection, SelectionBuilder.Side.CANDIDATE, pod, "Shop$$Lambda$13/0x00007f0a1b2c3d4e.apply");
        }
        PastRun past = new PastRun(
                "earlier", 1, 2, 0.1 + 0.2, List.of(new PastRun.RowSpread("a", Measure.SELF, true, 1e-300, 4)));
        return new FrozenGate(
                "id1",
                new Look(2, 6),
                selection.build("shop", "1", "a", "2", "b"),
                List.of(past),
                Policy.withDefaults(),
                Optional.empty(),
                new Provenance("2026-11-21T12:00:00Z", "test", 2, "flamegate replay id1"));
    }

    private static void add(SelectionBuilder selection, SelectionBuilder.Side side, int pod, String leaf) {
        ProfileBuilder profile = new ProfileBuilder("test", List.of(CPU.sampleType()))
                .name("process_cpu")
                .period(new ValueType("cpu", "nanoseconds"), 10_000_000)
                .time(1_760_000_000_000_000_000L, 10_000_000_000L)
                .labels(Labels.of(Map.of("pod", "p" + pod)));
        int main = profile.tree().child(0, profile.tree().function(Function.of("main", "Main.java", 3)), 7);
        int below = profile.tree().child(main, profile.tree().function(Function.of(leaf, "Shop.java", 9)), 0);
        profile.add(main, 0, 40_000_000L * (pod + 1));
        profile.add(below, 0, 10_000_000L);
        selection.add(side, "p" + pod, profile.build().withRequests(12.5), 0);
    }

    @Test
    void everythingThatWasFrozenIsReadAgain() {
        FrozenGate gate = gate();

        FrozenGate again = EvidenceFormat.read("id1", EvidenceFormat.write(gate));

        assertThat(again.id()).isEqualTo(gate.id());
        assertThat(again.look()).isEqualTo(gate.look());
        assertThat(again.parts().get(0).past()).isEqualTo(gate.parts().get(0).past());
        assertThat(again.settings()).isEqualTo(gate.settings());
        assertThat(again.policy()).isEqualTo(gate.policy());
        assertThat(again.provenance()).isEqualTo(gate.provenance());
        Selection before = gate.selection();
        Selection after = again.selection();
        assertThat(after.baseline()).isEqualTo(before.baseline());
        assertThat(after.candidate()).isEqualTo(before.candidate());
        assertThat(after.tree().nodeCount()).isEqualTo(before.tree().nodeCount());
        for (int function = 0; function < before.tree().functionCount(); function++) {
            assertThat(after.tree().functionAt(function))
                    .isEqualTo(before.tree().functionAt(function));
        }
    }

    @Test
    void aWindowOfSeveralProfilesIsStillOfSeveral() {
        FrozenGate gate = gate();
        Selection one = gate.selection();
        StoredProfile window = one.baseline().pods().get(0).windows().get(0);
        StoredProfile several = new StoredProfile(
                window.labels(), window.time(), window.period(), window.requests(), window.vector(), 7, 1234, 567);
        Selection.Cohort baseline = new Selection.Cohort("1", "a", List.of(new Selection.Pod("p0", List.of(several))));
        Selection added = new Selection(one.service(), one.type(), one.tree(), baseline, one.candidate(), one.notes());
        FrozenGate frozen = new FrozenGate(
                gate.id(),
                gate.look(),
                added,
                gate.parts().get(0).past(),
                gate.settings(),
                gate.policy(),
                gate.provenance());

        FrozenGate again = EvidenceFormat.read("id1", EvidenceFormat.write(frozen));

        assertThat(again.selection().baseline()).isEqualTo(baseline);
    }

    /** What was found out before the tables were frozen cannot be found out again. */
    @Test
    void whatWasAskedAlongTheWayIsStillKnown() {
        FrozenGate gate = gate();
        Selection one = gate.selection();
        Selection.Pod pod = one.baseline().pods().get(0);
        Selection.Cohort baseline = new Selection.Cohort(
                "1", "a", List.of(new Selection.Pod(pod.name(), pod.windows(), OptionalLong.of(1_759_000_000_000L))));
        Exposure exposure = new Exposure("a counter", List.of("another: does not answer."));
        List<Check> checks = List.of(new Check("baseline", Check.State.WARNING, "as named: `1`"));
        Selection asked = new Selection(
                one.service(), one.type(), one.tree(), baseline, one.candidate(), one.notes(), exposure, checks);
        Policy usual = gate.settings();
        Policy settings = new Policy(
                usual.shares(),
                usual.requestCost(),
                usual.replicateLabels(),
                usual.entryPoints(),
                new ComparabilityRules(Duration.ofSeconds(90), Set.of(Fact.CPU_MODEL, Fact.KERNEL), true));
        FrozenGate frozen = new FrozenGate(
                gate.id(), gate.look(), asked, gate.parts().get(0).past(), settings, gate.policy(), gate.provenance());

        FrozenGate again = EvidenceFormat.read("id1", EvidenceFormat.write(frozen));

        assertThat(again.settings()).isEqualTo(settings);
        assertThat(again.selection().baseline()).isEqualTo(baseline);
        assertThat(again.selection().exposure()).isEqualTo(exposure);
        assertThat(again.selection().checks()).isEqualTo(checks);
    }

    @Test
    void theSameGateIsTheSameBytes() {
        assertThat(EvidenceFormat.write(gate())).isEqualTo(EvidenceFormat.write(gate()));
    }

    /** One byte of the JSON at a time is something else: the reader says so, or reads a gate. */
    @Test
    void noChangedByteEndsInAnythingButAGateOrARefusal() throws IOException {
        byte[] json;
        try (java.util.zip.GZIPInputStream in =
                new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(EvidenceFormat.write(gate())))) {
            json = in.readAllBytes();
        }
        int refused = 0;
        for (int at = 0; at < json.length; at++) {
            byte[] changed = json.clone();
            changed[at] = (byte) (changed[at] == '9' ? '}' : '9');
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(changed);
            }
            try {
                assertThat(EvidenceFormat.read("any", zipped.toByteArray())).isNotNull();
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(json.length / 4);
    }
}
