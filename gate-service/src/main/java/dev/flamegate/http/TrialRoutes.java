package dev.flamegate.http;

import dev.flamegate.gate.SelfRecord;
import dev.flamegate.gate.trial.Trial;
import dev.flamegate.gate.trial.TrialLog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often a service's gate was wrong about versions that are equal for sure. */
final class TrialRoutes {
    private static final int SHOWN_MAX = 200;

    private final Readiness readiness;

    TrialRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/services/{service}/trials", this::show);
    }

    private void show(Context ctx) {
        String service = ctx.pathParam("service");
        TrialLog log = readiness.backend().archive().trials();
        SelfRecord record = log.of(service);
        List<Trial> trials = new ArrayList<>(log.trials(service));
        Collections.reverse(trials);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("service", service);
        answer.put("days", SelfRecord.DAYS);
        answer.put("failed", record.failed());
        answer.put("compared", record.compared());
        answer.put("informational", record.failsTooOften());
        answer.put("types", log.types(service).stream().map(TrialRoutes::type).toList());
        answer.put(
                "trials",
                trials.stream().limit(SHOWN_MAX).map(TrialRoutes::line).toList());
        ctx.json(answer);
    }

    private static Map<String, Object> type(TrialLog.OfType type) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type.type());
        line.put("failed", type.failed());
        line.put("compared", type.compared());
        line.put("level", type.level());
        line.put("least_rate", type.leastRate());
        line.put("above_level", type.isAbove());
        line.put("last_at", type.lastAt());
        return line;
    }

    private static Map<String, Object> line(Trial trial) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", trial.at());
        line.put("type", trial.type());
        line.put("version", trial.version());
        line.put("pods", trial.pods());
        line.put("verdict", trial.verdict());
        line.put("tested", trial.tested());
        line.put("functions", trial.functions());
        return line;
    }
}
