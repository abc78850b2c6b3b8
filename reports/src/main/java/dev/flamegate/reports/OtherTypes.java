package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What every surface says of a gate's other profile types: the answer of each, and its findings. */
final class OtherTypes {
    private static final int TYPE_CHARS_MAX = 120;

    private OtherTypes() {}

    /** The answer of one type, with its name before it. */
    static String line(GateReport other) {
        return Words.cost(other.subject().profileType()) + " ("
                + Plain.line(other.subject().profileType(), TYPE_CHARS_MAX) + "): " + Headline.of(other);
    }

    /** All that grew, as sentences; none but for FAIL. */
    static List<String> findings(GateReport other) {
        return other.findings().stream()
                .map(finding -> Headline.of(other.rows().get(finding.row()), other.subject()) + ". "
                        + Sections.ended(finding.explanation()) + " " + finding.nextStep())
                .toList();
    }

    /** @param findingsMax of each type */
    static List<String> markdown(GateReport report, int findingsMax) {
        if (report.others().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (GateReport other : report.others()) {
            lines.add("- " + MarkdownText.prose(line(other)));
            findings(other).stream()
                    .limit(findingsMax)
                    .forEach(finding -> lines.add("  - " + MarkdownText.prose(finding)));
        }
        return List.of("**Other profile types of this gate**", String.join("\n", lines));
    }

    static Fill of(GateReport report, List<String> pages) {
        List<Fill> others = IntStream.range(0, report.others().size())
                .mapToObj(i -> other(report.others().get(i), i < pages.size() ? List.of(pages.get(i)) : List.of()))
                .toList();
        return new Fill().each("others", others.isEmpty() ? List.of() : List.of(new Fill().each("other", others)));
    }

    private static Fill other(GateReport other, List<String> page) {
        List<Fill> findings = findings(other).stream()
                .map(finding -> new Fill().prose("otherSentence", finding))
                .collect(Collectors.toList());
        return new Fill()
                .prose("otherLine", line(other))
                .each(
                        "otherPage",
                        page.stream()
                                .map(address -> new Fill().value("otherAddress", address))
                                .toList())
                .each(
                        "otherFindings",
                        findings.isEmpty() ? List.of() : List.of(new Fill().each("otherFinding", findings)));
    }
}
