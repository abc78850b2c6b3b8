package dev.flamegate.http;

import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gates in a line each. A report is large and never changes once it is done, so that its line is kept and the report is not read again.
 * Safe for use by many threads.
 */
final class LatestGates {
    private static final int KEPT_MAX = 2000;

    /** @param createdAt ISO 8601, UTC */
    record Line(
            String id,
            Verdict verdict,
            String sentence,
            String service,
            String baseline,
            String candidate,
            String createdAt) {}

    private final Map<String, Line> kept = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Line> eldest) {
            return size() > KEPT_MAX;
        }
    });

    /** Newest first. */
    List<Line> latest(Gates gates, int countMax) {
        List<Line> lines = new ArrayList<>();
        for (String id : gates.latest(countMax)) {
            Line line = line(gates, id);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private @Nullable Line line(Gates gates, String id) {
        Line known = kept.get(id);
        if (known == null && gates.find(id).orElse(null) instanceof Done done) {
            known = of(done.report());
            kept.put(id, known);
        }
        return known;
    }

    private static Line of(GateReport report) {
        return new Line(
                report.id(),
                report.verdict(),
                Headline.of(report),
                report.subject().service(),
                report.subject().baseline().name(),
                report.subject().candidate().name(),
                report.provenance().createdAt());
    }
}
