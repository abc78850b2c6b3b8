package dev.flamegate.http;

import dev.flamegate.gate.evidence.Replays;
import dev.flamegate.gate.evidence.Replays.Rejudged;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.http.InFlightBytes.Reservation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Verdicts made again from their evidence. One request works at a time: each is as much work as a gate, or many. */
final class ReplayRoutes {
    private static final int QUESTION_BYTES_MAX = 512 * 1024;
    private static final int LAST_DEFAULT = 30;
    private static final int LAST_MAX = 200;

    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;
    private final Semaphore workers = new Semaphore(1);

    /**
     * The JSON form of the question what another policy would have said.
     *
     * @param service only its gates; all if missing
     * @param last how many gates; 30 if missing
     */
    record RetroQuestion(
            @Nullable String policy,
            @Nullable String service,
            @Nullable Integer last) {}

    ReplayRoutes(HttpSettings settings, Readiness readiness, InFlightBytes inFlight) {
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/gates/{id}/replay", this::replay);
        routes.get("/api/v1/gates/{id}/evidence", this::evidence);
        routes.post("/api/v1/retro", this::retro);
    }

    private void replay(Context ctx) {
        String id = ctx.pathParam("id");
        Replays replays = readiness.backend().archive().replays();
        Replays.Replayed replayed = alone(() -> replays.replay(id)).orElseThrow(() -> unknown(id));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", replayed.id());
        answer.put("identical", replayed.identical());
        answer.put("report_bytes", replayed.reportBytes());
        answer.put("difference", replayed.difference());
        ctx.json(answer);
    }

    private void evidence(Context ctx) {
        String id = ctx.pathParam("id");
        byte[] bytes = readiness.backend().archive().replays().evidence(id).orElseThrow(() -> unknown(id));
        ctx.contentType("application/gzip");
        ctx.header("Content-Disposition", "attachment; filename=\"" + id + ".json.gz\"");
        ctx.result(bytes);
    }

    private void retro(Context ctx) {
        RetroQuestion question = question(ctx);
        if (question.policy == null) {
            throw ProblemException.badField("policy", "'policy' is missing: the text of a policy file");
        }
        int last = question.last == null
                ? LAST_DEFAULT
                : PolicyRoutes.limit(String.valueOf(question.last), LAST_MAX, "last");
        PolicyFile policy = PolicyRoutes.parsed("policy", question.policy);
        Replays replays = readiness.backend().archive().replays();
        List<Rejudged> gates = alone(() -> replays.rejudge(policy, question.service, last));
        ctx.json(Map.of("gates", gates.stream().map(ReplayRoutes::line).toList()));
    }

    private RetroQuestion question(Context ctx) {
        try (Reservation memory = inFlight.reserve()) {
            return Json.read(bodies.read(ctx, QUESTION_BYTES_MAX, memory), RetroQuestion.class);
        }
    }

    private static Map<String, Object> line(Rejudged gate) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", gate.id());
        line.put("service", gate.service());
        line.put("baseline", gate.baseline());
        line.put("candidate", gate.candidate());
        line.put("created_at", gate.createdAt());
        line.put("verdict", gate.verdict());
        line.put("conclusion", gate.conclusion());
        line.put("new_verdict", gate.newVerdict());
        line.put("new_conclusion", gate.newConclusion());
        line.put("new_headline", gate.newHeadline());
        line.put("findings_gone", gate.findingsGone());
        line.put("findings_new", gate.findingsNew());
        line.put("skipped", gate.skipped());
        return line;
    }

    private <T> T alone(Supplier<T> work) {
        if (!workers.tryAcquire()) {
            Problem problem = Problem.of("busy", "another replay is at work");
            throw ProblemException.retry(429, problem, 2);
        }
        try {
            return work.get();
        } finally {
            workers.release();
        }
    }

    private static ProblemException unknown(String id) {
        String shown = id.length() <= 60 ? id : id.substring(0, 60) + "...";
        Problem problem = Problem.of("evidence_unknown", "no evidence is kept of a gate '" + shown + "'")
                .in("id");
        return new ProblemException(404, problem);
    }
}
