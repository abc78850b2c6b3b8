package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.RuntimeWork.Kind;
import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeWorkTest {
    private static final String COLLECT = "main;runtime.gcBgMarkWorker;runtime.scanobject";

    /** Where a goroutine that allocates helps: inside the request. */
    private static final String ASSIST = "main;http;cart;Cart.list;runtime.gcAssistAlloc;runtime.scanobject";

    private static GateReport compare(Fleet baseline, Fleet candidate, boolean runtimeFails) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        baseline.run(selection, Side.BASELINE, 8, 3, 1);
        candidate.run(selection, Side.CANDIDATE, 8, 3, 2);
        Policy usual = Policy.withDefaults();
        Policy policy = new Policy(
                usual.shares(),
                usual.requestCost(),
                usual.replicateLabels(),
                usual.entryPoints(),
                new ComparabilityRules(Duration.ofMinutes(5), Set.of(), runtimeFails));
        return new Evaluation(policy)
                .evaluate(
                        selection.build("shop", "1.0", "a", "1.1", "b"),
                        "id1",
                        new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff"));
    }

    @ParameterizedTest
    @CsvSource({
        "CompileBroker::compiler_thread_loop, COMPILER",
        "G1ConcurrentMarkThread::run_service, COLLECTOR",
        "runtime.gcBgMarkWorker, COLLECTOR",
        "(garbage collector), COLLECTOR",
        "SystemDictionary::resolve_or_null, CLASS_LOADER",
        "java/lang/ClassLoader.loadClass, CLASS_LOADER",
        "java.lang.ClassLoader.loadClass, CLASS_LOADER",
        "runtime/pprof.profileWriter, PROFILER",
        "jdk/jfr/internal/PlatformRecorder.periodicTask, PROFILER"
    })
    void beginsInFunctionsOfTheseNames(String function, Kind kind) {
        assertThat(RuntimeWork.kind(function)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "main.CompileBroker",
        "runtime.mallocgc",
        "com/shop/G1Report.print",
        "com/shop/Compiler.compile",
        "java/lang/Class.getName",
        "shop.Profiler.run"
    })
    void isNotWhatAProgramDoesItself(String function) {
        assertThat(RuntimeWork.kind(function)).isEmpty();
    }

    @Test
    void itsGrowthIsInconclusiveAndSaysWhereToLook() {
        GateReport report = compare(Fleet.shop().stack(COLLECT, 3), Fleet.shop().stack(COLLECT, 14), false);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).isEmpty();
        assertThat(report.reasons()).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo("runtime-grew");
            assertThat(reason.sentence()).contains("the garbage collector", "runtime.scanobject");
            assertThat(reason.remedy()).contains("alloc_space");
        });
    }

    @Test
    void itsGrowthInsideARequestFailsNoCallerEither() {
        GateReport report = compare(Fleet.shop().stack(ASSIST, 3), Fleet.shop().stack(ASSIST, 14), false);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0).code()).isEqualTo("runtime-grew");
    }

    @Test
    void itsGrowthFailsWhereThePolicySaysSo() {
        GateReport report = compare(Fleet.shop().stack(ASSIST, 3), Fleet.shop().stack(ASSIST, 14), true);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aFunctionOfTheVersionFailsBesideIt() {
        GateReport report = compare(
                Fleet.shop().stack(COLLECT, 3),
                Fleet.shop().stack(COLLECT, 14).stack("main;http;cart;Cart.reprice", 14),
                false);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.findings())
                .extracting(finding -> report.rows().get(finding.row()).function())
                .containsExactly("Cart.reprice");
        assertThat(report.caveats()).anyMatch(caveat -> caveat.code().equals("runtime-grew"));
    }
}
