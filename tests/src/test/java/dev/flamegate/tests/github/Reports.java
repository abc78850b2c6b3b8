package dev.flamegate.tests.github;

import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Change;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Place;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Setting;
import dev.flamegate.reports.Side;
import dev.flamegate.reports.Subject;
import dev.flamegate.reports.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** Small reports about the service {@code shop}. */
public final class Reports {
    private Reports() {}

    public static GateReport of(String gate, Verdict verdict) {
        return of(gate, verdict, AppliedPolicy.none(verdict), List.of());
    }

    /** With so much to say that it fits in no comment. */
    public static GateReport wordy(String gate) {
        return lengthy(gate, 120_000);
    }

    public static GateReport lengthy(String gate, int chars) {
        List<Reason> caveats = IntStream.range(0, chars / 240)
                .mapToObj(i -> new Reason("caveat-" + i, "Caveat " + i + " " + "long ".repeat(40), "live with it"))
                .toList();
        return of(gate, Verdict.FAIL, AppliedPolicy.none(Verdict.FAIL), caveats);
    }

    public static GateReport informational(String gate, Verdict verdict) {
        Conclusion conclusion = verdict == Verdict.PASS ? Conclusion.SUCCESS : Conclusion.NEUTRAL;
        AppliedPolicy policy = new AppliedPolicy(
                AppliedPolicy.Source.QUESTION,
                ".flamegate.yml",
                "0".repeat(64),
                true,
                conclusion,
                "informational",
                List.of(),
                List.of(),
                List.of());
        return of(gate, verdict, policy, List.of());
    }

    /** INCONCLUSIVE and for information only, because there is no profile of the candidate. */
    static GateReport unseen(String gate) {
        AppliedPolicy policy = informational(gate, Verdict.INCONCLUSIVE).policy();
        Side nothing = new Side("1.1.0", "{version=\"1.1.0\"}", List.of(), 0, 0, 0, null, null, null);
        return of(gate, Verdict.INCONCLUSIVE, policy, List.of(), nothing);
    }

    private static GateReport of(String gate, Verdict verdict, AppliedPolicy policy, List<Reason> caveats) {
        return of(gate, verdict, policy, caveats, side("1.1.0"));
    }

    private static GateReport of(
            String gate, Verdict verdict, AppliedPolicy policy, List<Reason> caveats, Side candidate) {
        boolean fails = verdict == Verdict.FAIL;
        List<Finding> findings = fails
                ? List.of(new Finding(0, List.of(), new Place("shop/Cart.java", 12), "it grew", "look at Cart.java"))
                : List.of();
        List<Reason> reasons = verdict == Verdict.INCONCLUSIVE
                ? List.of(new Reason("too-few-pods", "only 1 pod", "send more"))
                : List.of();
        Change change = fails ? new Change.Grew(7.5, 394) : new Change.Unchanged(0.1);
        return new GateReport(
                GateReport.SCHEMA,
                gate,
                verdict,
                reasons,
                caveats,
                subject(candidate),
                List.of(new Check("pods", Check.State.OK, "3 and 3")),
                findings,
                null,
                List.of(),
                List.of(0),
                List.of(new Row("shop.Cart.reprice", Measure.SELF, change, !fails, evidence())),
                List.of(new Setting("alpha", "1 %")),
                new Provenance("2026-11-21T10:00:00Z", "test", 1, "flamegate check"),
                tree(fails ? 1 : 0),
                policy);
    }

    private static Subject subject(Side candidate) {
        return new Subject(
                "shop",
                "process_cpu:cpu:nanoseconds:cpu:nanoseconds",
                "nanoseconds",
                side("1.0.0"),
                candidate,
                Look.ONLY);
    }

    private static Side side(String name) {
        return new Side(
                name, "{version=\"" + name + "\"}", List.of("p1", "p2", "p3"), 3, 3000, 300, 1_000L, 2_000L, null);
    }

    private static Evidence evidence() {
        List<Double> before = List.of(0.019, 0.019, 0.019);
        List<Double> after = List.of(0.094, 0.094, 0.094);
        return new Evidence(
                0.019,
                0.094,
                0.075,
                0.068,
                0.082,
                12,
                4,
                0.0001,
                0.0002,
                new Evidence.Decrease(0.9999, 1),
                0.003,
                0.01,
                0.005,
                before,
                after);
    }

    private static DiffTree tree(int mark) {
        return new DiffTree(
                List.of("root", "shop.Cart.reprice"),
                new int[] {-1, 0},
                new int[] {0, 1},
                new double[] {2900, 100},
                new double[] {2700, 300},
                new int[] {0, mark},
                new int[] {-1, 0});
    }
}
