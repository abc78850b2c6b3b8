package dev.flamegate.gate.follow;

import dev.flamegate.gate.Looks.Held;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Side;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look found out, for those who watch.
 *
 * @param message why nothing could be compared; empty if it could
 */
record Found(Held held, @Nullable Double smallestDetectable, List<Follow.Suspect> suspects, String message) {
    private static final int SUSPECTS_MAX = 3;

    /** Of one row alone: one of twenty unchanged rows is such a suspect, which is why none of them decides anything. */
    private static final double SUSPICIOUS = 0.05;

    static Found in(GateReport report) {
        List<Row> rows = report.rows();
        Held held = new Held(
                held(report.subject().baseline()), held(report.subject().candidate()));
        if (rows.isEmpty()) {
            String why =
                    report.reasons().stream().findFirst().map(Reason::sentence).orElse("Nothing could be compared.");
            return new Found(held, null, List.of(), why);
        }
        double least = rows.stream()
                .mapToDouble(row -> row.evidence().smallestDetectable())
                .max()
                .orElseThrow();
        return new Found(held, least, suspects(rows), "");
    }

    private static Held.Side held(Side side) {
        return new Held.Side(side.pods().size(), side.samples());
    }

    private static List<Follow.Suspect> suspects(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.evidence().p() <= SUSPICIOUS
                        && row.evidence().delta() >= row.evidence().materialSize())
                .sorted(Comparator.comparingDouble(row -> row.evidence().p()))
                .limit(SUSPECTS_MAX)
                .map(Found::suspect)
                .toList();
    }

    private static Follow.Suspect suspect(Row row) {
        Evidence evidence = row.evidence();
        return new Follow.Suspect(row.function(), row.measure(), evidence.delta(), evidence.p());
    }
}
