package dev.flamegate.http;

import dev.flamegate.gate.GateSummaries;
import dev.flamegate.gate.GateSummaries.Summary;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Gates.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latest gates in a line each. Reports of before there were such lines are read, some at a time, and then have one as well. */
final class LatestGates {
    private static final int REPORTS_READ_MAX = 5;

    private LatestGates() {}

    /** Newest first; some older ones may be missing at first. */
    static List<Summary> of(Gates gates, GateSummaries summaries, int countMax) {
        return of(gates.latest(countMax), gates, summaries);
    }

    /** In the order of the ids; a summary that is missing is made of the report, but of few at a time. */
    static List<Summary> of(List<String> ids, Gates gates, GateSummaries summaries) {
        List<Summary> lines = new ArrayList<>();
        int read = 0;
        for (String id : ids) {
            Optional<Summary> known = summaries.find(id);
            known.ifPresent(lines::add);
            if (known.isEmpty() && read < REPORTS_READ_MAX && gates.find(id).orElse(null) instanceof Done done) {
                read++;
                lines.add(summaries.keep(done.report()));
            }
        }
        return lines;
    }
}
