package dev.flamegate.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A report as SARIF 2.1.0 (OASIS, 2020). Findings with a path in the repository are results; what has none cannot be one, since code
 * scanning refuses a result without a file, and is a notification of the run, as are the reasons of an INCONCLUSIVE.
 */
final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final int TEXT_CHARS_MAX = 4_000;

    /** What a result can be about. */
    private enum Rule {
        GREW("function-grew", "FunctionGrew", "A function takes a larger share than in the baseline."),
        NEW("function-is-new", "FunctionIsNew", "A function that the baseline never ran takes a share that matters."),
        COST("request-cost-grew", "RequestCostGrew", "A request costs more than in the baseline."),
        UNDECIDED("inconclusive", "Inconclusive", "The gate could not decide.");

        private final String id;
        private final String name;
        private final String sentence;

        Rule(String id, String name, String sentence) {
            this.id = "flamegate/" + id;
            this.name = name;
            this.sentence = sentence;
        }
    }

    private final GateReport report;
    private final String level;
    private final List<Object> results;
    private final List<Object> notifications;

    private Sarif(GateReport report, List<Object> results, List<Object> notifications) {
        this.report = report;
        this.level = report.policy().conclusion() == Conclusion.FAILURE ? "error" : "note";
        this.results = results;
        this.notifications = notifications;
    }

    static String of(GateReport report) {
        List<Object> results = new ArrayList<>();
        List<Object> notifications = new ArrayList<>();
        report.everyType().forEach(type -> new Sarif(type, results, notifications).addAll());
        return ReportJson.pretty(document(report, results, notifications));
    }

    private void addAll() {
        report.findings().forEach(this::add);
        RequestCost cost = report.requestCost();
        if (cost != null && report.requestCostFails()) {
            notify(Rule.COST, Headline.of(cost, report.subject()) + ". " + cost.nextStep(), null);
        }
        if (report.verdict() == Verdict.INCONCLUSIVE) {
            report.reasons()
                    .forEach(reason ->
                            notify(Rule.UNDECIDED, Sections.ended(reason.sentence()) + " " + reason.remedy(), null));
        }
    }

    private static Map<String, Object> document(GateReport report, List<Object> results, List<Object> notifications) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Flamegate");
        driver.put("version", Plain.line(report.provenance().toolVersion(), 100));
        driver.put("rules", List.of(rule(Rule.GREW), rule(Rule.NEW), rule(Rule.COST), rule(Rule.UNDECIDED)));
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put("toolExecutionNotifications", notifications);
        invocation.put("properties", new TreeMap<>(Map.of("gate", report.id(), "verdict", report.verdict())));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put(
                "automationDetails",
                Map.of("id", "flamegate/" + encoded(report.subject().service()) + "/"));
        run.put("columnKind", "utf16CodeUnits");
        run.put("invocations", List.of(invocation));
        run.put("results", results);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SCHEMA);
        document.put("version", "2.1.0");
        document.put("runs", List.of(run));
        return document;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", rule.id);
        one.put("name", rule.name);
        one.put("shortDescription", Map.of("text", rule.sentence));
        one.put("defaultConfiguration", Map.of("level", "error"));
        return one;
    }

    private void add(Finding finding) {
        Row row = report.rows().get(finding.row());
        Rule rule = row.change() instanceof Change.Appeared ? Rule.NEW : Rule.GREW;
        Place place = finding.place();
        String path = place == null ? null : place.path();
        if (place == null || path == null) {
            notify(rule, Annotation.message(report, finding), row);
            return;
        }
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", new TreeMap<>(Map.of("uri", encoded(path), "uriBaseId", "%SRCROOT%")));
        physical.put("region", Map.of("startLine", Math.max(1, place.line())));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        location.put("logicalLocations", List.of(logical(row)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", rule.id);
        result.put("ruleIndex", rule.ordinal());
        result.put("level", level);
        result.put("message", message(Annotation.message(report, finding)));
        result.put("locations", List.of(location));
        result.put(
                "partialFingerprints",
                Map.of("flamegateFunction/v1", Fingerprint.of(report.subject(), row.function())));
        result.put("properties", numbers(row));
        results.add(result);
    }

    private void notify(Rule rule, String text, @Nullable Row row) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("descriptor", new TreeMap<>(Map.of("id", rule.id, "index", rule.ordinal())));
        notification.put("level", level);
        notification.put("message", message(Prose.plain(text)));
        if (row != null) {
            notification.put("locations", List.of(Map.of("logicalLocations", List.of(logical(row)))));
            notification.put("properties", numbers(row));
        }
        notifications.add(notification);
    }

    private static Map<String, Object> logical(Row row) {
        return new TreeMap<>(
                Map.of("fullyQualifiedName", Plain.line(row.function(), TEXT_CHARS_MAX), "kind", "function"));
    }

    private static Map<String, Object> numbers(Row row) {
        Evidence evidence = row.evidence();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("measure", row.measure());
        numbers.put("baselineShare", evidence.baselineShare());
        numbers.put("candidateShare", evidence.candidateShare());
        numbers.put("points", row.change().points());
        numbers.put("intervalLow", evidence.intervalLow());
        numbers.put("intervalHigh", evidence.intervalHigh());
        numbers.put("adjustedP", evidence.adjustedP());
        return numbers;
    }

    /** In a message brackets would make a link (section 3.11.6), and braces a place to fill in (3.11.5). */
    private static Map<String, Object> message(String text) {
        return Map.of(
                "text",
                Plain.line(text, TEXT_CHARS_MAX)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("]", "\\]")
                        .replace("{", "{{")
                        .replace("}", "}}"));
    }

    /** As a reference of an address: a name such as {@code javascript:x} is a path, not a scheme. */
    private static String encoded(String path) {
        return URLEncoder.encode(Plain.line(path, TEXT_CHARS_MAX), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
