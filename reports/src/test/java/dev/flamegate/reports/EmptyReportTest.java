package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is data too: a version that sent no profile must be reported, not crash the report. */
class EmptyReportTest {
    private static final Side NOTHING = new Side("1.0.1", "", List.of(), 0, 0, 0, null, null, null);
    private static final DiffTree NO_STACKS = new TreeMaker().tree(List.of());

    @Test
    void aReportWithoutAnyProfileRendersEverywhereWithoutANumberThatIsNone() {
        GateReport report = report(NO_STACKS);

        for (String rendering : List.of(
                ReportPage.html(report).replace(PageFiles.SCRIPT, ""),
                FlameGraphSvg.svg(report),
                ReportMarkdown.comment(report, new Links(null, null), 64_000),
                ReportText.render(report, true, null))) {
            assertThat(rendering).contains("no profile of").doesNotContain("NaN", "Infinity", "null pods");
        }
        assertThat(ReportJson.write(ReportJson.read(ReportJson.write(report)))).isEqualTo(ReportJson.write(report));
    }

    @Test
    void aTreeThatNamesARowWhichIsNotThereIsRefused() {
        DiffTree tree = new DiffTree(
                List.of("root"),
                new int[] {-1},
                new int[] {0},
                new double[] {1},
                new double[] {1},
                new int[] {0},
                new int[] {0});

        assertThatThrownBy(() -> report(tree)).hasMessageContaining("row 0 of 0");
    }

    @Test
    void aFrameOnlyOneSideHasIsHalfAsWideInTheUnionUnlessTheOtherSideIsEmpty() {
        DiffTree both = new TreeMaker().stack("old", 1, 0).stack("young", 0, 1).tree(List.of());
        DiffTree one = new TreeMaker().stack("young", 0, 1).tree(List.of());

        assertThat(new Shares(both).union(1)).isEqualTo(.5);
        assertThat(new Shares(one).union(1)).isEqualTo(1);
    }

    private static GateReport report(DiffTree tree) {
        return new GateReport(
                GateReport.SCHEMA,
                "empty-1",
                Verdict.INCONCLUSIVE,
                List.of(new Reason("no-profiles", "no profile of `1.0.1` was found", "")),
                List.of(),
                new Subject("shop", "cpu", "nanoseconds", NOTHING, NOTHING, Look.ONLY),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Provenance("2026-11-20T10:20:00Z", "0.1.0", 1, ""),
                tree);
    }
}
