package dev.flamegate.http;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.Failed;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON forms of a gate's state. */
final class GateAnswer {
    private GateAnswer() {}

    static Map<String, Object> of(String id, GateState state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        if (state instanceof Done done) {
            answer.put("state", "done");
            answer.put("verdict", done.report().verdict());
            answer.put("conclusion", done.report().policy().conclusion());
            answer.put("headline", Headline.of(done.report()));
        } else if (state instanceof Failed failed) {
            answer.put("state", "failed");
            answer.put("message", failed.message());
            answer.put("conclusion", failed.conclusion());
        } else {
            answer.put("state", "running");
        }
        answer.put("links", links(id));
        if (state instanceof Done done) {
            answer.put("report", new RawValue(new String(ReportJson.write(done.report()), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    /** One line of the list: everything but the evidence. */
    static Map<String, Object> line(GateReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", report.id());
        line.put("verdict", report.verdict());
        line.put("conclusion", report.policy().conclusion());
        line.put("headline", Headline.of(report));
        line.put("service", report.subject().service());
        line.put("type", report.subject().profileType());
        line.put(
                "types",
                report.everyType().stream()
                        .map(one -> one.subject().profileType())
                        .toList());
        line.put("baseline", report.subject().baseline().name());
        line.put("candidate", report.subject().candidate().name());
        line.put("created_at", report.provenance().createdAt());
        line.put("links", links(report.id()));
        return line;
    }

    private static Map<String, String> links(String id) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", "/api/v1/gates/" + id);
        links.put("page", "/gates/" + id);
        links.put("flamegraph", "/gates/" + id + "/flamegraph.svg");
        links.put("comment", "/gates/" + id + "/comment.md");
        return links;
    }
}
