package dev.flamegate.reports;

import java.util.List;
import java.util.stream.Stream;

/** The failing report, in which cost also moved from one function to another one that has its own frame. */
final class MovedSample {
    static final String FROM = "dev/flamegate/fixtures/shop/Tax.table";
    static final String TO = "dev/flamegate/fixtures/shop/Tax.cache";
    private static final String CALLERS = "java/lang/Thread.run;dev/flamegate/fixtures/shop/Report.weekly;";

    private MovedSample() {}

    static GateReport report() {
        GateReport fail = SampleReports.fail();
        Evidence evidence = fail.rows().get(3).evidence();
        List<Row> rows = Stream.concat(
                        fail.rows().stream(),
                        Stream.of(
                                new Row(FROM, Measure.SELF, new Change.Moved(-8, TO), true, evidence),
                                new Row(TO, Measure.SELF, new Change.Moved(8, FROM), true, evidence)))
                .toList();
        TreeMaker tree = new TreeMaker();
        tree.stack(CALLERS + "dev/flamegate/fixtures/shop/Tax.of;" + FROM, 120, 20);
        tree.stack(CALLERS + "dev/flamegate/fixtures/shop/Tax.all;" + TO, 0, 100);
        tree.stack(CALLERS + SampleReports.REPRICE, 20, 90);
        tree.stack(CALLERS + SampleReports.REPRICE + ";" + SampleReports.COMPILE, 0, 60);
        tree.stack(CALLERS + "dev/flamegate/fixtures/shop/Receipt.legacyFormat", 60, 0);
        tree.stack(CALLERS + "dev/flamegate/fixtures/shop/Stock.query;java/util/HashMap.get", 300, 300);
        return withRows(fail, rows, tree.tree(rows));
    }

    static GateReport withRows(GateReport report, List<Row> rows, DiffTree tree) {
        return new GateReport(
                report.schema(),
                report.id(),
                report.verdict(),
                report.reasons(),
                report.caveats(),
                report.subject(),
                report.checks(),
                report.findings(),
                report.requestCost(),
                report.improvements(),
                report.sensitivity(),
                rows,
                report.method(),
                report.provenance(),
                tree);
    }
}
