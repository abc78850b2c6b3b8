package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.ShareSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several profile types in one gate. */
class TypeFamilyTest {
    private static final ProfileType ALLOC = ProfileType.parse("memory:alloc_space:bytes:space:bytes");
    private static final ProfileType IN_USE = ProfileType.parse("memory:inuse_space:bytes:space:bytes");
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate check");

    private static Fleet slower() {
        return Fleet.shop().stack("main;http;cart;Cart.reprice", 14);
    }

    private static FrozenGate.Part part(ProfileType type, Fleet candidate) {
        return part(type, candidate, 3);
    }

    private static FrozenGate.Part part(ProfileType type, Fleet candidate, int candidateWindows) {
        SelectionBuilder selection = new SelectionBuilder(type);
        Fleet.shop().run(selection, Side.BASELINE, 10, 3, 1);
        candidate.run(selection, Side.CANDIDATE, 10, candidateWindows, 2);
        return new FrozenGate.Part(selection.build("shop", "1.0", "a", "1.1", "b"), List.of());
    }

    private static GateReport answer(FrozenGate.Part... parts) {
        return new FrozenGate("id1", Look.ONLY, List.of(parts), Policy.withDefaults(), Optional.empty(), HERE)
                .answer()
                .report();
    }

    @Test
    void theTypeThatFailsDecidesAndComesFirst() {
        GateReport report = answer(part(Fleet.CPU, Fleet.shop()), part(ALLOC, slower()), part(IN_USE, Fleet.shop()));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.subject().profileType()).isEqualTo(ALLOC.toString());
        assertThat(report.rows().get(report.findings().get(0).row()).function()).isEqualTo("Cart.reprice");
        assertThat(report.others())
                .extracting(other -> other.subject().profileType())
                .containsExactly(Fleet.CPU.toString(), IN_USE.toString());
        assertThat(report.others()).extracting(GateReport::verdict).doesNotContain(Verdict.FAIL);
        assertThat(ReportJson.write(ReportJson.read(ReportJson.write(report)))).isEqualTo(ReportJson.write(report));
    }

    @Test
    void everyTypeHasToPass() {
        GateReport pass = answer(part(Fleet.CPU, Fleet.shop()), part(ALLOC, Fleet.shop()));
        SelectionBuilder nothing = new SelectionBuilder(IN_USE);
        GateReport missing = answer(
                part(Fleet.CPU, Fleet.shop()),
                new FrozenGate.Part(nothing.build("shop", "1.0", "a", "1.1", "b"), List.of()));

        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        assertThat(missing.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(missing.reasons().get(0).code()).isEqualTo("no-baseline-data");
        assertThat(missing.others().get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    /** The rates of all types together are those of a gate about one. */
    @Test
    void theErrorRateIsSharedByRows() {
        Fleet few = new Fleet().stack("main;a", 50).stack("main;b", 50);
        SelectionBuilder small = new SelectionBuilder(ALLOC);
        few.run(small, Side.BASELINE, 10, 3, 1);
        few.run(small, Side.CANDIDATE, 10, 3, 2);

        GateReport report = answer(
                part(Fleet.CPU, Fleet.shop()),
                new FrozenGate.Part(small.build("shop", "1.0", "a", "1.1", "b"), List.of()));

        int all = report.rows().size() + report.others().get(0).rows().size();
        for (GateReport type : report.everyType()) {
            String wanted = String.format(
                    java.util.Locale.ROOT,
                    "2 profile types share the error rate: this one has %.1f %%",
                    100.0 * type.rows().size() / all);
            assertThat(type.method())
                    .anySatisfy(line -> assertThat(line.value()).startsWith(wanted));
        }
        ShareSettings whole = ShareSettings.withDefaults();
        ShareSettings one = whole.sharing(0.25, 0.5);
        ShareSettings other = whole.sharing(0.75, 0.5);
        assertThat(one.alpha() + other.alpha()).isCloseTo(whole.alpha(), within(1e-15));
        assertThat(one.alpha() * one.rowAlphaFraction()).isCloseTo(0.25 * 0.009, within(1e-15));
    }

    @Test
    void aGateAboutOneTypeSpendsTheWholeRate() {
        GateReport report = answer(part(Fleet.CPU, Fleet.shop()));

        assertThat(report.others()).isEmpty();
        assertThat(report.method()).noneSatisfy(line -> assertThat(line.name()).isEqualTo("family"));
    }

    /** Three times the profiles of the same level are the same level. */
    @Test
    void aLevelIsAMeanOverProfiles() {
        GateReport report = answer(part(IN_USE, Fleet.shop(), 9));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.subject().candidate().total())
                .isCloseTo(
                        report.subject().baseline().total(),
                        within(0.05 * report.subject().baseline().total()));
        assertThat(report.subject().baseline().total())
                .isCloseTo(2000.0 * Fleet.PERIOD, within(0.05 * 2000 * Fleet.PERIOD));
        assertThat(report.requestCost()).isNotNull();
        assertThat(report.requestCost().per()).isEqualTo("pod");
        assertThat(report.checks())
                .anySatisfy(check -> assertThat(check.name()).isEqualTo("level"))
                .noneSatisfy(check -> assertThat(check.name()).isEqualTo("requests"));
    }

    /** Everything holds a fifth more: no share says so, and no requests are needed to see it. */
    @Test
    void aLevelThatGrowsAlikeFailsPerPod() {
        GateReport report = answer(part(IN_USE, Fleet.shop().samplesPerWindow(2400)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.findings()).isEmpty();
        assertThat(report.requestCostFails()).isTrue();
        assertThat(report.requestCost().growth()).isCloseTo(0.2, within(0.05));
        assertThat(dev.flamegate.reports.Headline.of(report)).startsWith("FAIL: a pod of `shop` holds");
    }

    /** The same of a flow says nothing: more was allocated in more requests, or in more seconds. */
    @Test
    void aFlowThatGrowsAlikeIsNoLevel() {
        assertThat(answer(part(ALLOC, Fleet.shop().samplesPerWindow(2400))).verdict())
                .isEqualTo(Verdict.PASS);
    }
}
