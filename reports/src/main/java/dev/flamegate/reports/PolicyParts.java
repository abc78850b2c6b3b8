package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;

/** What is said about the policy in force, the same on every surface, and the page's section of it. */
final class PolicyParts {
    private static final int HASH_CHARS = 12;

    private PolicyParts() {}

    static Fill of(GateReport report) {
        AppliedPolicy policy = report.policy();
        return new Fill()
                .each(
                        "policyLines",
                        lines(policy).stream()
                                .map(line -> new Fill().prose("policyLine", line))
                                .toList())
                .each(
                        "policySettings",
                        policy.settings().stream()
                                .map(setting -> new Fill()
                                        .value("setting", setting.name())
                                        .value("value", setting.value()))
                                .toList())
                .each("policyExcused", excused(report).isEmpty() ? List.of() : List.of(excusedFill(report)));
    }

    private static Fill excusedFill(GateReport report) {
        return new Fill()
                .each(
                        "excusedOnes",
                        excused(report).stream()
                                .map(line -> new Fill().prose("excused", line))
                                .toList());
    }

    /** Where it comes from and what it does to the conclusion. */
    static List<String> lines(AppliedPolicy policy) {
        List<String> lines = new ArrayList<>();
        String hash = policy.hash();
        String origin = switch (policy.source()) {
            case QUESTION -> "`" + ShortName.quotable(policy.name()) + "`, sent with the question";
            case SERVICE -> "kept on the server for this service";
            case SETTINGS -> "the service's settings";
        };
        lines.add("Policy: " + origin
                + (hash == null ? "" : ", SHA-256 " + hash.substring(0, Math.min(HASH_CHARS, hash.length()))));
        if (!policy.meaning().isEmpty()) {
            lines.add(policy.meaning());
        }
        if (policy.isSilent()) {
            lines.add("Nothing is acknowledged and nothing ignored");
        }
        return lines;
    }

    /** Growth that is let through, and acknowledgements, each in a sentence. */
    static List<String> excused(GateReport report) {
        List<String> lines = new ArrayList<>();
        for (Acknowledged one : report.policy().acknowledgements()) {
            lines.add(Sections.ended(one.sentence()) + " Reason: " + Sections.ended(one.reason()) + " By "
                    + one.author() + ".");
        }
        for (int row : report.policy().ignored()) {
            lines.add("Ignored: " + Headline.of(report.rows().get(row), report.subject()) + ".");
        }
        return lines;
    }
}
