package dev.flamegate.http;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.Failed;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.Looks.Held;
import dev.flamegate.gate.follow.Follow;
import dev.flamegate.gate.follow.FollowPlan;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
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

    /** Of a gate that is followed, whether it is over or not. */
    static Map<String, Object> of(GateState state, Follow follow) {
        Map<String, Object> answer = of(follow.id(), state);
        if (follow.state() == Follow.State.CANCELLED) {
            answer.put("state", "cancelled");
        }
        answer.put("follow", follow(follow));
        Map<String, String> links = links(follow.id());
        links.put("events", "/api/v1/gates/" + follow.id() + "/events");
        answer.put("links", links);
        return answer;
    }

    /** One event of a follow: all but the report. */
    static Map<String, Object> event(GateState state, Follow follow) {
        Map<String, Object> event = of(state, follow);
        event.remove("report");
        return event;
    }

    private static Map<String, Object> follow(Follow follow) {
        FollowPlan plan = follow.plan();
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("event", follow.event());
        progress.put("state", follow.state().name().toLowerCase(Locale.ROOT));
        progress.put("look", follow.look());
        progress.put("looks", plan.looks());
        progress.put("started_at", plan.start().toString());
        progress.put("deadline", plan.end().toString());
        if (!follow.state().isOver()) {
            progress.put("next_at", follow.nextAt().toString());
        }
        progress.put("confirm", plan.confirm());
        progress.put("baseline", side(follow.held().baseline()));
        progress.put("candidate", side(follow.held().candidate()));
        Double smallest = follow.smallestDetectable();
        progress.put("smallest_detectable_points", smallest == null ? null : 100 * smallest);
        progress.put(
                "suspects", follow.suspects().stream().map(GateAnswer::suspect).toList());
        progress.put("message", follow.message());
        return progress;
    }

    private static Map<String, Object> side(Held.Side side) {
        return Map.of("pods", side.pods(), "samples", Math.round(side.samples()));
    }

    private static Map<String, Object> suspect(Follow.Suspect suspect) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("function", suspect.function());
        line.put("measure", suspect.measure().word());
        line.put("points", 100 * suspect.delta());
        line.put("p", suspect.p());
        return line;
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
