package dev.flamegate.reports;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A report as a suite of tests, for every CI that reads JUnit's XML. The first case is the verdict; then each row is one that says
 * "this function does not cost more". A case fails only where the pipeline should, and passes only where a growth of the must-detect
 * size is ruled out; all between is skipped, and says why.
 */
final class JUnitXml {
    private static final int NAME_CHARS_MAX = 300;
    private static final int MESSAGE_CHARS_MAX = 2_000;

    private final GateReport whole;
    private final Markup cases = new Markup();
    private GateReport report;
    private String className;
    private boolean stops;
    private int tests;
    private int failures;
    private int errors;
    private int skipped;

    private JUnitXml(GateReport report) {
        this.whole = report;
        this.report = report;
        this.className = "flamegate." + Plain.line(report.subject().service(), NAME_CHARS_MAX);
    }

    static String of(GateReport report) {
        JUnitXml xml = new JUnitXml(report);
        xml.typeOf(report);
        for (GateReport other : report.others()) {
            xml.className = "flamegate." + Plain.line(report.subject().service(), NAME_CHARS_MAX) + "."
                    + Words.cost(other.subject().profileType());
            xml.typeOf(other);
        }
        return xml.suite();
    }

    private void typeOf(GateReport type) {
        report = type;
        stops = type.policy().conclusion() == Conclusion.FAILURE;
        verdict();
        requestCost();
        rows();
    }

    private String suite() {
        String service = Plain.line(whole.subject().service(), NAME_CHARS_MAX);
        Object[] counts = {
            "name", "Flamegate", "tests", tests, "failures", failures, "errors", errors, "skipped", skipped, "time", 0
        };
        Object[] own = counts.clone();
        own[1] = "flamegate." + service;
        return new Markup()
                .raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .open("testsuites", counts)
                .raw("\n")
                .open("testsuite", own)
                .raw("\n<properties>\n")
                .raw(properties())
                .raw("</properties>\n")
                .raw(cases.toString())
                .close("testsuite")
                .raw("\n")
                .close("testsuites")
                .raw("\n")
                .toString();
    }

    private String properties() {
        Subject subject = whole.subject();
        Markup properties = new Markup();
        String[] pairs = {
            "gate", whole.id(),
            "verdict", whole.verdict().name(),
            "conclusion", whole.policy().conclusion().name(),
            "baseline", subject.baseline().name(),
            "candidate", subject.candidate().name(),
            "profile type", subject.profileType(),
            "replay", whole.provenance().replay()
        };
        for (int i = 0; i < pairs.length; i += 2) {
            properties
                    .empty("property", "name", pairs[i], "value", Plain.line(pairs[i + 1], MESSAGE_CHARS_MAX))
                    .raw("\n");
        }
        return properties.toString();
    }

    private void verdict() {
        String message = Prose.plain(Headline.of(report));
        StringBuilder reasons = new StringBuilder();
        for (Reason reason : report.reasons()) {
            reasons.append(Prose.plain(Sections.ended(reason.sentence()) + " " + reason.remedy()))
                    .append('\n');
        }
        if (report.verdict() == Verdict.PASS) {
            passed("verdict");
        } else if (!stops) {
            skipped("verdict", message);
        } else if (report.verdict() == Verdict.FAIL) {
            failed("verdict", message, reasons.toString());
        } else {
            errors++;
            add("verdict", "error", "inconclusive", message, reasons.toString());
        }
    }

    private void requestCost() {
        RequestCost cost = report.requestCost();
        if (cost == null) {
            return;
        }
        String message = Prose.plain(Headline.of(cost, report.subject()));
        if (report.requestCostFails() && stops) {
            failed("cost per " + cost.per(), message, Prose.plain(cost.explanation() + " " + cost.nextStep()));
        } else if (cost.equivalent() && !cost.fails()) {
            passed("cost per " + cost.per());
        } else {
            skipped("cost per " + cost.per(), message);
        }
    }

    private void rows() {
        Set<Integer> causes = new HashSet<>();
        Set<Integer> callers = new HashSet<>();
        for (Finding finding : report.findings()) {
            causes.add(finding.row());
            callers.addAll(finding.callers());
            Row row = report.rows().get(finding.row());
            String message = Prose.plain(Headline.of(row, report.subject()));
            if (stops) {
                failed(name(row), message, body(finding));
            } else {
                skipped(name(row), message);
            }
        }
        for (int number = 0; number < report.rows().size(); number++) {
            Row row = report.rows().get(number);
            if (causes.contains(number)) {
                continue;
            }
            if (row.equivalent() && !callers.contains(number)) {
                passed(name(row));
            } else {
                skipped(name(row), open(row, callers.contains(number)));
            }
        }
    }

    private static String open(Row row, boolean caller) {
        return caller
                ? "grew only because of a finding, by "
                        + Words.signedPoints(row.change().points())
                : Sections.word(row.change()) + ", "
                        + Words.signedPoints(row.change().points()) + "; a growth of "
                        + Words.points(row.evidence().mustDetectSize()) + " is not ruled out";
    }

    private String body(Finding finding) {
        Row row = report.rows().get(finding.row());
        Place place = finding.place();
        return Prose.plain(Sections.ended(finding.explanation())) + "\nNext: " + Prose.plain(finding.nextStep())
                + (place == null ? "" : "\nAt " + Sections.place(place)) + "\n" + RowParts.evidence(row) + "\n";
    }

    private static String name(Row row) {
        return row.function() + " (" + row.measure().name().toLowerCase(Locale.ROOT) + ")";
    }

    private void passed(String name) {
        tests++;
        cases.empty("testcase", attributes(name)).raw("\n");
    }

    private void skipped(String name, String message) {
        tests++;
        skipped++;
        cases.open("testcase", attributes(name))
                .empty("skipped", "message", Plain.line(message, MESSAGE_CHARS_MAX))
                .close("testcase")
                .raw("\n");
    }

    private void failed(String name, String message, String body) {
        failures++;
        add(name, "failure", "regression", message, body);
    }

    private void add(String name, String element, String type, String message, String body) {
        tests++;
        cases.open("testcase", attributes(name))
                .open(element, "type", type, "message", Plain.line(message, MESSAGE_CHARS_MAX));
        body.lines()
                .forEach(line -> cases.raw(Markup.escaped(Plain.line(line, MESSAGE_CHARS_MAX)))
                        .raw("\n"));
        cases.close(element).close("testcase").raw("\n");
    }

    private Object[] attributes(String name) {
        return new Object[] {"classname", className, "name", Plain.line(name, NAME_CHARS_MAX), "time", 0};
    }
}
