package dev.flamegate.reports;

import java.util.List;

/** The verdict as one sentence, used by every surface, made from the same rows as every table. Names stand between back-ticks. */
public final class Headline {
    private Headline() {}

    public static String of(GateReport report) {
        String sentence = switch (report.verdict()) {
            case PASS -> pass(report);
            case FAIL -> fail(report);
            case INCONCLUSIVE -> Plain.line(report.reasons().get(0).sentence());
        };
        return report.verdict() + soFar(report.subject().look()) + ": " + sentence;
    }

    private static String soFar(Look look) {
        return look.soFar() ? " so far (look " + look + ")" : "";
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
        Row worst = report.rows().get(report.findings().get(0).row());
        int more = report.findings().size() - 1;
        return of(worst, report.subject()) + (more == 0 ? "" : ", and " + Words.counted(more, "more finding"));
    }

    private static String pass(GateReport report) {
        Subject subject = report.subject();
        boolean grew = report.rows().stream()
                .anyMatch(row -> row.change() instanceof Change.Grew || row.change() instanceof Change.Appeared);
        return "no function of `" + ShortName.quotable(subject.service()) + "` takes a "
                + (grew ? "materially larger" : "larger") + " share of " + Words.cost(subject.profileType()) + " in `"
                + ShortName.quotable(subject.candidate().name()) + "` than in `"
                + ShortName.quotable(subject.baseline().name()) + "`" + seen(report.rows());
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
