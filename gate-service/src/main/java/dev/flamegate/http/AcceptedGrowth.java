package dev.flamegate.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.RequestCost;
import dev.flamegate.reports.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The growth that a gate found, as acknowledgements of a policy: each with the size that was found, rounded up, so that more than that
 * fails again.
 *
 * @param actor who answers for it
 * @param sha the one commit that it is for: the policy is sent with questions about that commit only
 */
record AcceptedGrowth(GateReport report, String actor, String sha, Clock clock) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int DAYS = 30;

    /** @param policy text of a policy, {@code {}} for none */
    String added(String policy) {
        try {
            JsonNode read = YAML.readTree(policy);
            ObjectNode whole = read instanceof ObjectNode object ? object : YAML.createObjectNode();
            ArrayNode all = whole.withArray("acknowledgements");
            report.findings().forEach(finding -> function(all.addObject(), finding));
            RequestCost cost = report.requestCost();
            if (cost != null && report.requestCostFails()) {
                cost(all.addObject(), cost);
            }
            return YAML.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the policy of the question is no YAML: " + e.getOriginalMessage(), e);
        }
    }

    private void function(ObjectNode entry, Finding finding) {
        Row row = report.rows().get(finding.row());
        entry.put("function", row.function());
        said(entry);
        entry.putObject("up_to").put("points", up(row.change().points()));
    }

    private void cost(ObjectNode entry, RequestCost cost) {
        entry.put("request_cost", true);
        said(entry);
        entry.putObject("up_to").put("percent", up(cost.growth() * 100) + "%");
    }

    private void said(ObjectNode entry) {
        entry.put("service", report.subject().service());
        entry.put("reason", "accepted on GitHub for commit " + sha);
        entry.put("author", actor);
        entry.put(
                "expires",
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .plusDays(DAYS)
                        .toString());
    }

    private static double up(double size) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1f", Math.ceil(size * 10) / 10));
    }
}
