package dev.flamegate.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdict as one sentence, used by every surface, made from the same rows as every table. Names stand between back-ticks. */
public final class Headline {
    private Headline() {}

    public static String of(GateReport report) {
        String sentence = switch (report.verdict()) {
            case PASS -> pass(report);
            case FAIL -> fail(report);
            case INCONCLUSIVE -> Plain.line(report.reasons().get(0).sentence());
        };
        String mode = report.policy().informational() ? " (informational)" : "";
        return report.verdict() + mode + soFar(report.subject().look()) + ": " + sentence;
    }

    private static String soFar(Look look) {
        return look.soFar() ? " so far (look " + look + ")" : "";
    }

    /** The verdict in few words, for a line in a list: the function and its points, or what was missing. */
    static String brief(GateReport report, int charsMax) {
        RequestCost cost = report.requestCost();
        String words = switch (report.verdict()) {
            case PASS ->
                "PASS: nothing grew"
                        + (cost == null || cost.fails()
                                ? ""
                                : ", " + Words.growth(cost.growth()) + " "
                                        + Words.cost(report.subject().profileType()) + " per " + cost.per());
            case FAIL -> "FAIL: " + briefFailure(report, cost);
            case INCONCLUSIVE -> "INCONCLUSIVE: " + report.reasons().get(0).sentence();
        };
        return Plain.line(Prose.plain(words), charsMax);
    }

    private static String briefFailure(GateReport report, @Nullable RequestCost cost) {
        if (report.findings().isEmpty() && cost != null) {
            return Words.growth(cost.growth()) + " "
                    + Words.cost(report.subject().profileType()) + " per " + cost.per();
        }
        int more = report.findings().size() - 1;
        return brief(report.rows().get(report.findings().get(0).row())) + (more == 0 ? "" : " and " + more + " more");
    }

    /** {@code Cart.reprice +6.8 points (3.3 % to 10.1 %)}. */
    static String brief(Row row) {
        Evidence evidence = row.evidence();
        return ShortName.inSentence(row.function()) + " "
                + Words.signedPoints(row.change().points()) + " (" + Words.percent(evidence.baselineShare()) + " to "
                + Words.percent(evidence.candidateShare()) + ")";
    }

    /** One finding as a sentence: what grew, from where to where, and how sure that is. */
    static String of(Row row, Subject subject) {
        return "`" + ShortName.inSentence(row.function()) + "` " + magnitude(row, subject);
    }

    static String magnitude(Row row, Subject subject) {
        Evidence evidence = row.evidence();
        String takes = "takes " + Words.percent(evidence.candidateShare()) + " of " + Words.cost(subject.profileType());
        String sure = "95 % sure of " + Words.interval(evidence);
        if (row.change() instanceof Change.Appeared) {
            return "is new: " + takes + " (" + sure + " points)";
        }
        return takes + ", was " + Words.percent(evidence.baselineShare()) + " ("
                + Words.signedPoints(row.change().points()) + ", " + sure + ")";
    }

    private static String fail(GateReport report) {
        RequestCost cost = report.requestCost();
        if (report.findings().isEmpty() && cost != null) {
            return costlier(report, cost);
        }
        Row worst = report.rows().get(report.findings().get(0).row());
        int more = report.findings().size() - 1;
        return of(worst, report.subject())
                + (more == 0 ? "" : ", and " + Words.counted(more, "more finding"))
                + (cost == null || !report.requestCostFails() ? "" : "; " + more(report, cost));
    }

    private static String costlier(GateReport report, RequestCost cost) {
        boolean alike = report.rows().stream().noneMatch(Headline::grew);
        return "a " + cost.per() + " of `" + ShortName.quotable(report.subject().service()) + "` " + costs(cost)
                + magnitude(report, cost) + allKinds(cost)
                + (alike
                        ? "spread over all functions: none takes a larger share"
                        : "and no function alone explains it");
    }

    private static String more(GateReport report, RequestCost cost) {
        return "a " + cost.per() + " " + costs(cost) + magnitude(report, cost);
    }

    private static String costs(RequestCost cost) {
        return cost.per().equals("pod") ? "holds " : "costs ";
    }

    private static String allKinds(RequestCost cost) {
        return cost.per().equals("request") ? ", all kinds of requests together, " : ", ";
    }

    private static String magnitude(GateReport report, RequestCost cost) {
        return Words.percent(cost.growth()) + " more "
                + Words.cost(report.subject().profileType()) + " (95 % sure of " + Words.interval(cost) + ")";
    }

    /** The cost of a request as a sentence, whatever became of it. */
    static String of(RequestCost cost, Subject subject) {
        return Words.cost(subject.profileType()) + " per " + cost.per() + ": "
                + Words.each(cost.candidateCost(), subject.unit())
                + ", was " + Words.each(cost.baselineCost(), subject.unit()) + " (" + Words.growth(cost.growth())
                + ", 95 % sure of " + Words.interval(cost) + ")";
    }

    private static String pass(GateReport report) {
        Subject subject = report.subject();
        boolean grew = report.rows().stream().anyMatch(Headline::grew);
        return "no function of `" + ShortName.quotable(subject.service()) + "` takes a "
                + (grew ? "materially larger" : "larger") + " share of " + Words.cost(subject.profileType()) + " in `"
                + ShortName.quotable(subject.candidate().name()) + "` than in `"
                + ShortName.quotable(subject.baseline().name()) + "`" + apart(report) + seen(report.rows())
                + perRequest(report);
    }

    /** A pass that something was let through for says so where everybody looks. */
    private static String apart(GateReport report) {
        int held = report.policy().in(Acknowledged.State.HELD).size();
        int ignored = report.policy().ignored().size();
        String acknowledged = held == 0 ? "" : Words.counted(held, "acknowledged growth");
        String left = ignored == 0 ? "" : Words.count(ignored) + " of ignored functions";
        return held + ignored == 0
                ? ""
                : ", apart from " + acknowledged + (held > 0 && ignored > 0 ? " and " : "") + left;
    }

    private static String perRequest(GateReport report) {
        RequestCost cost = report.requestCost();
        if (cost == null) {
            return "";
        }
        if (cost.fails()) {
            return "; " + Words.cost(report.subject().profileType()) + " per " + cost.per() + " grew by "
                    + Words.percent(cost.growth()) + ", which is acknowledged";
        }
        String what = Words.cost(report.subject().profileType()) + " per " + cost.per() + " ";
        return cost.upperBound() < 0
                ? "; " + what + "fell (" + Words.growth(cost.growth()) + ")"
                : "; " + what + "grew by less than " + Words.percent(cost.upperBound()) + " (measured "
                        + Words.growth(cost.growth()) + ")";
    }

    private static boolean grew(Row row) {
        return row.change() instanceof Change.Grew || row.change() instanceof Change.Appeared;
    }

    private static String seen(List<Row> rows) {
        double smallest = rows.stream()
                .mapToDouble(row -> row.evidence().mustDetectSize())
                .min()
                .orElse(0);
        if (smallest == 0) {
            return "";
        }
        return "; a growth of " + Words.points(smallest) + larger(rows, smallest) + " would have been seen";
    }

    /** Large functions may have a must-detect size of their own: a fraction of their share, the same for all, or simply larger. */
    private static String larger(List<Row> rows, double smallest) {
        List<Evidence> larger = rows.stream()
                .map(Row::evidence)
                .filter(evidence -> evidence.mustDetectSize() > smallest * 1.000001)
                .toList();
        if (larger.isEmpty()) {
            return "";
        }
        double least = larger.stream().mapToDouble(Headline::ratio).min().orElseThrow();
        double most = larger.stream().mapToDouble(Headline::ratio).max().orElseThrow();
        if (Double.isFinite(most) && most - least < 0.001) {
            return " (" + Words.number(most * 100, 0) + " % of larger functions)";
        }
        double size =
                larger.stream().mapToDouble(Evidence::mustDetectSize).max().orElseThrow();
        return " (up to " + Words.points(size) + " of larger functions)";
    }

    private static double ratio(Evidence evidence) {
        return evidence.mustDetectSize() / evidence.baselineShare();
    }
}
