package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What GitLab reads as {@code artifacts:reports:codequality}. Each entry needs a path: a finding whose place in the repository is not
 * known has its file as the profiler wrote it, and what is about no file at all has the policy's.
 */
final class CodeQuality {
    private static final String NO_FILE = ".flamegate.yml";
    private static final int PATH_CHARS_MAX = 1_000;
    private static final int DESCRIPTION_CHARS_MAX = 2_000;

    private final GateReport report;
    private final List<Object> entries;

    private CodeQuality(GateReport report, List<Object> entries) {
        this.report = report;
        this.entries = entries;
    }

    static String of(GateReport report) {
        List<Object> entries = new ArrayList<>();
        report.everyType().forEach(type -> new CodeQuality(type, entries).addAll());
        return ReportJson.pretty(entries);
    }

    private void addAll() {
        report.findings().forEach(this::add);
        RequestCost cost = report.requestCost();
        if (cost != null && report.requestCostFails()) {
            String said = Prose.plain(Headline.of(cost, report.subject()) + ". " + cost.nextStep());
            add("request-cost", said, NO_FILE, 1, severity());
        }
        if (report.verdict() == Verdict.INCONCLUSIVE) {
            add("inconclusive", Prose.plain(Headline.of(report)), NO_FILE, 1, "info");
        }
    }

    private void add(Finding finding) {
        Row row = report.rows().get(finding.row());
        Place place = finding.place();
        String path = place == null ? NO_FILE : Objects.requireNonNullElse(place.path(), place.file());
        int line = place == null ? 1 : Math.max(1, place.line());
        add(row.function(), Annotation.message(report, finding), path, line, severity());
    }

    private String severity() {
        return report.policy().conclusion() == Conclusion.FAILURE ? "critical" : "minor";
    }

    private void add(String about, String description, String path, int line, String severity) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("description", Plain.line(description, DESCRIPTION_CHARS_MAX));
        entry.put("check_name", "flamegate");
        entry.put("fingerprint", Fingerprint.of(report.subject(), about));
        entry.put("severity", severity);
        entry.put(
                "location",
                new TreeMap<>(Map.of("path", Plain.line(path, PATH_CHARS_MAX), "lines", Map.of("begin", line))));
        entries.add(entry);
    }
}
