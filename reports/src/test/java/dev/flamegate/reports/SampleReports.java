package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports as a gate makes them, one of each kind. */
final class SampleReports {
    private static final String SHOP = "dev/flamegate/fixtures/shop/";
    static final String REPRICE = SHOP + "Cart.reprice";
    static final String COMPILE = "java/util/regex/Pattern.compile";
    private static final String TOTAL = SHOP + "Cart.total";
    private static final String HANDLE = SHOP + "Checkout.handle";
    private static final String LOOKUP = SHOP + "Tax.lookup";
    private static final String RENDER = SHOP + "Receipt.render";
    private static final String QUERY = SHOP + "Stock.query";
    private static final String LEGACY = SHOP + "Receipt.legacyFormat";
    private static final String ENTRY = "java/lang/Thread.run;java/util/concurrent/ThreadPoolExecutor.runWorker;"
            + "sun/net/httpserver/ServerImpl$Exchange.run;sun/net/httpserver/AuthFilter.doFilter;" + HANDLE + ";";
    private static final int PODS = 12;

    private SampleReports() {}

    static GateReport fail() {
        Random noise = new Random(1);
        List<Row> rows = List.of(
                row(noise, HANDLE, Measure.TOTAL, .874, .879, new Change.Unchanged(.5)),
                row(noise, QUERY, Measure.SELF, .301, .297, new Change.Unchanged(-.4)),
                row(noise, TOTAL, Measure.TOTAL, .212, .305, new Change.Grew(9.3, 43.9)),
                row(noise, RENDER, Measure.SELF, .121, .118, new Change.Unchanged(-.3)),
                row(noise, LOOKUP, Measure.SELF, .102, .079, new Change.Shrank(-2.3, -22.5)),
                row(noise, REPRICE, Measure.SELF, .019, .094, new Change.Grew(7.5, 394.7)),
                row(noise, LEGACY, Measure.SELF, .021, 0, new Change.Vanished(-2.1)),
                row(
                        noise,
                        "java/util/HashMap.get",
                        Measure.SELF,
                        .052,
                        .051,
                        new Change.Moved(-.1, SHOP + "Stock.get")),
                row(noise, COMPILE, Measure.SELF, 0, .041, new Change.Appeared(4.1)));
        TreeMaker tree = new TreeMaker();
        tree.stack(ENTRY + QUERY, 301, 297).stack(ENTRY + QUERY + ";java/util/HashMap.get", 52, 51);
        tree.stack(ENTRY + TOTAL, 91, 91).stack(ENTRY + TOTAL + ";" + LOOKUP, 102, 79);
        tree.stack(ENTRY + TOTAL + ";" + REPRICE, 19, 94).stack(ENTRY + TOTAL + ";" + REPRICE + ";" + COMPILE, 0, 41);
        tree.stack(ENTRY + RENDER, 121, 118).stack(ENTRY + RENDER + ";" + LEGACY, 21, 0);
        tree.stack(ENTRY + RENDER + ";java/lang/StringBuilder.append", 90, 72)
                .stack(ENTRY + "java/util/Arrays.sort", 77, 36);
        tree.stack("java/lang/Thread.run;jdk/internal/gc/Worker.loop", 70, 66);
        for (int i = 0; i < 60; i++) {
            tree.stack("java/lang/Thread.run;jdk/internal/misc/Task" + i + ".poll", .9, .9);
        }
        List<Finding> findings = List.of(
                new Finding(
                        5,
                        List.of(2, 0),
                        new Place(
                                "Cart.java",
                                118,
                                "src/main/java/" + SHOP + "Cart.java",
                                "https://git.example/shop/blob/v1.0.1/src/main/java/" + SHOP + "Cart.java#L118"),
                        "`Cart.reprice` now runs for every item of the cart, where it ran once per cart.",
                        "Look at the loop in `Cart.total` that calls it."),
                new Finding(
                        8,
                        List.of(5),
                        new Place("Pattern.java", 0),
                        "A regular expression is compiled at every call.",
                        "Compile the pattern once, in a static field."));
        return report(Verdict.FAIL, "fail-1", List.of(), findings, List.of(4, 6), rows, tree.tree(rows));
    }

    static GateReport pass() {
        Random noise = new Random(2);
        List<Row> rows = List.of(
                row(noise, HANDLE, Measure.TOTAL, .874, .876, new Change.Unchanged(.2)),
                row(noise, QUERY, Measure.SELF, .301, .297, new Change.Unchanged(-.4)),
                row(noise, RENDER, Measure.SELF, .121, .118, new Change.Unchanged(-.3)),
                row(noise, LOOKUP, Measure.SELF, .052, .053, new Change.Unchanged(.1)),
                row(noise, REPRICE, Measure.SELF, .019, .018, new Change.Unchanged(-.1)));
        TreeMaker tree = new TreeMaker();
        tree.stack(ENTRY + QUERY, 301, 297).stack(ENTRY + RENDER, 121, 118).stack(ENTRY + LOOKUP, 52, 53);
        tree.stack(ENTRY + REPRICE, 19, 18).stack(ENTRY + "java/util/Arrays.sort", 381, 390);
        tree.stack("java/lang/Thread.run;jdk/internal/gc/Worker.loop", 126, 124);
        return report(Verdict.PASS, "pass-1", List.of(), List.of(), List.of(), rows, tree.tree(rows));
    }

    static GateReport inconclusive() {
        GateReport pass = pass();
        Reason reason = new Reason(
                "too-few-pods",
                "3 pods ran `1.0.1`, and 6 are needed to tell a growth of 1.0 points from noise",
                "Wait until 3 more pods of `1.0.1` have sent profiles, or run the gate with a wider window.");
        return report(
                Verdict.INCONCLUSIVE,
                "inconclusive-1",
                List.of(reason),
                List.of(),
                List.of(),
                pass.rows(),
                pass.tree());
    }

    /** Everything costs more alike: the rows pass, the cost of a request fails. */
    static GateReport costlier() {
        return withCost(Verdict.FAIL, "costlier-1", cost(.152, .0087));
    }

    /** A policy with names that somebody would use who wants to be seen, one acknowledgement of each state, and an ignored row. */
    static GateReport byPolicy() {
        GateReport pass = pass();
        String hostile = hostileNames().get(1);
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (Acknowledged.State state : Acknowledged.State.values()) {
            boolean cost = state == Acknowledged.State.UNUSED;
            acknowledged.add(new Acknowledged(
                    cost ? null : REPRICE,
                    "+40 %",
                    hostile,
                    hostile,
                    "2026-12-31",
                    state,
                    cost ? null : 4,
                    "Acknowledged: `" + hostile + "` grew by 2 %"));
        }
        AppliedPolicy policy = new AppliedPolicy(
                AppliedPolicy.Source.QUESTION,
                hostile,
                "0123456789abcdef0123456789abcdef",
                true,
                Conclusion.SUCCESS,
                "This gate is informational: its verdict stops no pipeline",
                List.of(new Setting(hostile, hostile)),
                acknowledged,
                List.of(1));
        return under(pass, policy);
    }

    /** The same report, judged by another policy. */
    static GateReport under(GateReport report, AppliedPolicy policy) {
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
                report.rows(),
                report.method(),
                report.provenance(),
                report.tree(),
                policy);
    }

    static GateReport passWithTraffic() {
        return withCost(Verdict.PASS, "pass-2", cost(.007, .008));
    }

    static GateReport withCost(Verdict verdict, String id, RequestCost cost) {
        GateReport pass = pass();
        return new GateReport(
                1,
                id,
                verdict,
                pass.reasons(),
                List.of(),
                new Subject(
                        "shop",
                        pass.subject().profileType(),
                        "nanoseconds",
                        withRequests(pass.subject().baseline()),
                        withRequests(pass.subject().candidate()),
                        Look.ONLY),
                pass.checks(),
                List.of(),
                cost,
                List.of(),
                pass.sensitivity(),
                pass.rows(),
                pass.method(),
                pass.provenance(),
                pass.tree());
    }

    private static Side withRequests(Side side) {
        return new Side(
                side.name(),
                side.selector(),
                side.pods(),
                side.windows(),
                side.total(),
                side.samples(),
                side.firstNanos(),
                side.lastNanos(),
                63_117.0);
    }

    static RequestCost cost(double growth, double error) {
        Random noise = new Random(7);
        boolean significant = growth / error > 3;
        return new RequestCost(
                764_000,
                764_000 * (1 + growth),
                growth,
                growth - 2.07 * error,
                growth + 2.07 * error,
                growth + 1.71 * error,
                growth / error,
                22,
                significant ? .00001 : .2,
                .03,
                .1,
                error * 4.3,
                significant,
                significant,
                !significant,
                1,
                podCosts(noise, 764_000),
                podCosts(noise, 764_000 * (1 + growth)),
                "All functions and all kinds of requests together.",
                significant ? "Look at what all requests share." : "");
    }

    private static List<RequestCost.PodCost> podCosts(Random noise, double mean) {
        List<RequestCost.PodCost> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(new RequestCost.PodCost("shop-" + i, 5260, mean * (1 + .03 * noise.nextGaussian())));
        }
        return pods;
    }

    /** The names that somebody would use who wants to be seen, or executed. */
    static List<String> hostileNames() {
        return List.of(
                "<img src=x onerror=alert(1)>",
                "</script><script>alert(1)</script>",
                "a|b @octocat/team #1 <!-- flamegate:v1 key=\"shop\" -->",
                "--> <!-- flamegate-state {} -->",
                "```\n</details> `` ` x",
                "safe\u202Egnp.exe\u2066 \u0000\u0007\u001b[31m",
                "{{verdict}} <!--each findings-->",
                "\u2028line\u2029paragraph ]]> &amp; \ud800",
                "https://evil.example/ www.evil.example",
                "x".repeat(2000));
    }

    static GateReport hostile() {
        return hostile(hostileNames());
    }

    static GateReport hostile(List<String> names) {
        Random noise = new Random(3);
        List<Row> rows = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        TreeMaker tree = new TreeMaker();
        for (String name : names) {
            rows.add(row(noise, name, Measure.SELF, .02, .06, new Change.Grew(4, 200)));
            findings.add(new Finding(rows.size() - 1, List.of(0), new Place(name, 1), "Because of " + name, name));
            tree.value(tree.node(tree.node(0, "main"), name), 20, 60);
        }
        GateReport report = report(Verdict.FAIL, "hostile-1", List.of(), findings, List.of(), rows, tree.tree(rows));
        Side side = side(names.get(0), PODS);
        List<Reason> caveats = names.stream()
                .map(name -> new Reason(name, "Said of `" + name + "` " + name, name))
                .toList();
        List<Setting> method =
                names.stream().map(name -> new Setting(name, name)).toList();
        return new GateReport(
                1,
                report.id(),
                report.verdict(),
                caveats,
                caveats,
                new Subject(names.get(0), "process_cpu:" + names.get(0), names.get(0), side, side, Look.ONLY),
                List.of(new Check(names.get(0), Check.State.WARNING, names.get(0))),
                findings,
                null,
                List.of(0),
                List.of(0),
                rows,
                method,
                new Provenance(names.get(0), names.get(0), 1, names.get(0)),
                report.tree());
    }

    /** As many frames as a large service has. */
    static GateReport large(int nodes) {
        Random random = new Random(4);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(row(random, function(i), Measure.SELF, .003, .003, new Change.Unchanged(0)));
        }
        rows.add(row(random, function(300), Measure.SELF, .01, .03, new Change.Grew(2, 200)));
        TreeMaker tree = new TreeMaker();
        int[] made = new int[nodes];
        int count = 1;
        while (count < nodes) {
            int parent = made[(int) (Math.pow(random.nextDouble(), .35) * count)];
            int node = tree.node(parent, function(random.nextInt(900)));
            if (node == count) {
                made[count++] = node;
                double value = Math.exp(random.nextGaussian() * 2.5);
                tree.value(node, value, value * Math.exp(random.nextGaussian() * .05));
            }
        }
        Finding finding = new Finding(300, List.of(), null, "It grew.", "Look at it.");
        return report(Verdict.FAIL, "large-1", List.of(), List.of(finding), List.of(), rows, tree.tree(rows));
    }

    private static String function(int i) {
        return "com/example/shop/part" + i % 30 + "/Service" + i % 90 + ".method" + i;
    }

    private static GateReport report(
            Verdict verdict,
            String id,
            List<Reason> reasons,
            List<Finding> findings,
            List<Integer> improvements,
            List<Row> rows,
            DiffTree tree) {
        boolean conclusive = verdict != Verdict.INCONCLUSIVE;
        int pods = conclusive ? PODS : 3;
        return new GateReport(
                GateReport.SCHEMA,
                id,
                verdict,
                reasons,
                List.of(new Reason(
                        "no-traffic",
                        "No requests were given, so shares are compared and not the cost of one request.",
                        "Send the request counts of both versions with the profiles.")),
                new Subject(
                        "shop",
                        "process_cpu:cpu:nanoseconds:cpu:nanoseconds",
                        "nanoseconds",
                        side("1.0.0", PODS),
                        side("1.0.1", pods),
                        Look.ONLY),
                List.of(
                        new Check("pods", conclusive ? Check.State.OK : Check.State.FAILED, PODS + " and " + pods),
                        new Check("traffic mix", Check.State.WARNING, "no requests given"),
                        new Check("profile type", Check.State.OK, "process_cpu:cpu on both sides"),
                        new Check("windows", Check.State.OK, "same hour of the day")),
                findings,
                null,
                improvements,
                rows.size() > 4 ? List.of(0, 1, 2, 3, 4) : List.of(),
                rows,
                List.of(
                        new Setting("test", "moderated t on pod shares, one-sided"),
                        new Setting("correction", "Holm over all rows, level 0.05"),
                        new Setting("material size", "0.3 points or 5 % of the baseline"),
                        new Setting("must-detect size", "1.0 points or 25 % of the baseline")),
                new Provenance("2026-11-20T10:20:00Z", "0.1.0", 1, "flamegate gate --replay " + id),
                tree);
    }

    private static Side side(String name, int pods) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < pods; i++) {
            names.add("shop-" + i);
        }
        return new Side(
                name,
                "service=shop,version=" + name,
                names,
                pods * 12,
                4.8212e13,
                48212,
                1_795_168_800_000_000_000L,
                1_795_172_400_000_000_000L,
                null);
    }

    private static Row row(Random noise, String function, Measure measure, double before, double after, Change change) {
        double delta = change.points() / 100;
        double error = .0015 + Math.max(before, after) * .012;
        boolean significant = !(change instanceof Change.Unchanged || change instanceof Change.Moved);
        boolean less = significant && change.points() < 0;
        Evidence evidence = new Evidence(
                before,
                after,
                delta,
                delta - 2.07 * error,
                delta + 2.07 * error,
                delta / error,
                23.4,
                less ? .99999 : significant ? .00001 : .4,
                less || !significant ? 1 : .0002,
                new Evidence.Decrease(less ? .00001 : significant ? .99999 : .6, less ? .0002 : 1),
                Math.max(.003, .05 * before),
                Math.max(.01, .25 * before),
                error * 3.1,
                pods(noise, before, error),
                pods(noise, after, error));
        return new Row(function, measure, change, !significant, evidence);
    }

    private static List<Double> pods(Random noise, double share, double error) {
        List<Double> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(share == 0 ? 0 : Math.max(0, Math.min(1, share + noise.nextGaussian() * error * 2.4)));
        }
        return pods;
    }
}
