package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reports in which everything that comes from outside is a hostile name. */
final class HostileReports {
    private static final int NAMES_A_REPORT = 16;

    private final List<String> names;
    private int next;

    private HostileReports(List<String> names) {
        this.names = names;
    }

    static List<GateReport> all() {
        List<String> names = HostileNames.all();
        return IntStream.range(0, names.size() / NAMES_A_REPORT)
                .mapToObj(i -> of(names.subList(i * NAMES_A_REPORT, (i + 1) * NAMES_A_REPORT)))
                .toList();
    }

    /** Every name is a function, and each other text is the next of the names. */
    static GateReport of(List<String> names) {
        HostileReports reports = new HostileReports(names);
        return reports.report().with(List.of(reports.report()));
    }

    /** The same report with names that nobody would stumble over. */
    static GateReport calm() {
        return of(IntStream.range(0, NAMES_A_REPORT)
                .mapToObj(i -> "shop/Calm.name" + i)
                .toList());
    }

    private String name() {
        return names.get(next++ % names.size());
    }

    private GateReport report() {
        List<Row> rows = new ArrayList<>();
        TreeMaker tree = new TreeMaker();
        for (String name : names) {
            rows.add(row(name, rows.size()));
            tree.value(tree.node(tree.node(0, "main"), name), 20, 60);
        }
        List<Finding> findings = List.of(finding(0), finding(1), finding(2));
        Side side = new Side(name(), name(), List.of(name(), name(), name()), 9, 1e9, 300, 1_000L, 2_000L, 5.0);
        RequestCost cost = new RequestCost(
                1, 2, 1, .9, 1.1, 1.2, 9, 4, .0001, .03, .1, .05, true, true, false, 1, costs(), costs(), name(),
                name());
        return new GateReport(
                GateReport.SCHEMA,
                "hostile-1",
                Verdict.FAIL,
                List.of(new Reason("code", "Said of `" + name() + "`: " + name(), name())),
                List.of(new Reason("code", "Said of `" + name() + "`: " + name(), name())),
                new Subject(name(), "process_cpu:" + name() + ":" + name(), name(), side, side, Look.ONLY),
                List.of(new Check(name(), Check.State.WARNING, name())),
                findings,
                cost,
                List.of(4, 5),
                List.of(0, 1, 2, 3),
                rows,
                List.of(new Setting(name(), name())),
                new Provenance(name(), name(), 1, name()),
                tree.tree(rows),
                policy());
    }

    private Row row(String name, int number) {
        Change change = switch (number) {
            case 4 -> new Change.Shrank(-2, -50);
            case 5 -> new Change.Vanished(-2);
            case 6 -> new Change.Moved(2, name());
            case 7 -> new Change.Moved(-2, name());
            case 8 -> new Change.Appeared(4);
            default -> new Change.Grew(4, 200);
        };
        List<Double> pods = List.of(.02, .02, .02);
        Evidence evidence = new Evidence(
                .02,
                .06,
                .04,
                .03,
                .05,
                9,
                4,
                .0001,
                .001,
                new Evidence.Decrease(.9999, 1),
                .003,
                .01,
                .005,
                pods,
                pods);
        return new Row(name, Measure.SELF, change, false, evidence);
    }

    private Finding finding(int row) {
        Place place = row == 0
                ? new Place(name(), 12, name(), "https://git.example/blob/main/Cart.java#L12")
                : new Place(name(), row == 1 ? 3 : 0, row == 1 ? name() : null, null);
        return new Finding(row, List.of(3), place, name(), name(), List.of(name(), name()));
    }

    private List<RequestCost.PodCost> costs() {
        return List.of(new RequestCost.PodCost(name(), 10, 1), new RequestCost.PodCost(name(), 10, 2));
    }

    private AppliedPolicy policy() {
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (Acknowledged.State state : Acknowledged.State.values()) {
            acknowledged.add(new Acknowledged(
                    name(), name(), name(), name(), name(), state, 3, "Of `" + name() + "`: " + name()));
        }
        return new AppliedPolicy(
                AppliedPolicy.Source.QUESTION,
                name(),
                "0123456789abcdef0123456789abcdef",
                false,
                Conclusion.FAILURE,
                name(),
                List.of(new Setting(name(), name())),
                acknowledged,
                List.of(9));
    }
}
