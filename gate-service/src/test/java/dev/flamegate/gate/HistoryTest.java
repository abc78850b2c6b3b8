package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.Setting;
import dev.flamegate.reports.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate check");
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final Evaluation GATE = new Evaluation(Policy.withDefaults());

    private static Selection selection(Fleet candidate, int pods, long seed, long delayNanos) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(selection, Side.BASELINE, pods, 3, 2 * seed, delayNanos);
        candidate.run(selection, Side.CANDIDATE, pods, 3, 2 * seed + 1, delayNanos);
        return selection.build("shop", "1.0", "a", "1.1", "b");
    }

    /** Six comparisons of equal versions, an hour apart. */
    private static List<PastRun> sixRuns(int samplesPerWindow) {
        List<PastRun> runs = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            Fleet candidate = Fleet.shop().samplesPerWindow(samplesPerWindow);
            runs.add(GATE.answer(
                            selection(candidate, 3, 100 + run, run * HOUR_NANOS),
                            Look.ONLY,
                            List.of(),
                            "run-" + run,
                            HERE)
                    .spread()
                    .orElseThrow());
        }
        return runs;
    }

    private static GateReport ask(Selection selection, List<PastRun> past) {
        return GATE.answer(selection, Look.ONLY, past, "now", HERE).report();
    }

    private static Fleet slower() {
        return Fleet.shop().stack("main;http;cart;Cart.reprice", 2.9);
    }

    private static List<String> borrowed(GateReport report) {
        return report.method().stream()
                .filter(setting -> setting.name().equals("past runs"))
                .map(Setting::value)
                .toList();
    }

    @Test
    void threePodsFindWithAPastWhatTheyDoNotFindAlone() {
        List<PastRun> past = sixRuns(2000);
        List<Selection> questions = LongStream.range(0, 20)
                .mapToObj(seed -> selection(slower(), 3, seed, 10 * HOUR_NANOS))
                .toList();

        long alone = questions.stream()
                .filter(now -> ask(now, List.of()).verdict() == Verdict.FAIL)
                .count();
        long together = questions.stream()
                .filter(now -> ask(now, past).verdict() == Verdict.FAIL)
                .count();
        assertThat(together).isGreaterThan(alone + 4);
    }

    @Test
    void theReportNamesTheRunsItBorrowedFrom() {
        GateReport report = ask(selection(slower(), 3, 1, 10 * HOUR_NANOS), sixRuns(2000));

        assertThat(borrowed(report)).singleElement().asString().contains("run-5, run-4, run-3, run-2, run-1, run-0");
        assertThat(report.caveats())
                .extracting(Reason::sentence)
                .anyMatch(text -> text.startsWith("Variances of 6 past runs"));
    }

    @Test
    void theOrderOfThePastDoesNotMatter() {
        Selection now = selection(slower(), 3, 1, 10 * HOUR_NANOS);
        List<PastRun> past = sixRuns(2000);
        List<PastRun> reversed = new ArrayList<>(past);
        Collections.reverse(reversed);

        assertThat(ReportJson.write(ask(now, reversed))).isEqualTo(ReportJson.write(ask(now, past)));
    }

    @Test
    void aRunOverTheSameProfilesLendsNothing() {
        Selection now = selection(slower(), 3, 1, 5 * HOUR_NANOS);

        assertThat(borrowed(ask(now, sixRuns(2000)))).singleElement().asString().doesNotContain("run-5");
    }

    @Test
    void aRunThatIsKeptTwiceLendsOnce() {
        Selection now = selection(slower(), 3, 1, 10 * HOUR_NANOS);
        PastRun run = sixRuns(2000).get(0);

        assertThat(borrowed(ask(now, List.of(run, run, run, run, run, run))))
                .singleElement()
                .asString()
                .containsOnlyOnce("run-0");
    }

    @Test
    void laterRunsLendNothingToAnEarlierQuestion() {
        Selection now = selection(slower(), 3, 1, 0);

        assertThat(borrowed(ask(now, sixRuns(2000)))).isEmpty();
    }

    @Test
    void runsOfFarMoreSamplesAPodLendNothing() {
        Selection now = selection(Fleet.shop().samplesPerWindow(2000), 3, 1, 10 * HOUR_NANOS);
        List<PastRun> past = sixRuns(2000).stream()
                .map(run ->
                        new PastRun(run.gate(), run.startNanos(), run.endNanos(), 2 * run.samplesPerPod(), run.rows()))
                .toList();

        assertThat(borrowed(ask(now, past))).isEmpty();
    }

    @Test
    void tenPodsNeedNoPast() {
        assertThat(borrowed(ask(selection(slower(), 10, 1, 10 * HOUR_NANOS), sixRuns(2000))))
                .isEmpty();
    }
}
