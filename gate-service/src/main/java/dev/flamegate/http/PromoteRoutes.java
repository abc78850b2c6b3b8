package dev.flamegate.http;

import dev.flamegate.gate.Gates.Done;
import dev.flamegate.profile.DurationText;
import dev.flamegate.profile.Labels;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Yes or no for tools that roll out, which read no more than a status: 200 is yes. The latest gate of a version counts, and no other: a
 * FAIL takes an earlier PASS back.
 */
final class PromoteRoutes {
    private static final String PATH = "/api/v1/promote/{service}";
    private static final Duration AGE_MAX = Duration.ofHours(24);

    private final Readiness readiness;
    private final Clock clock;

    PromoteRoutes(Readiness readiness, Clock clock) {
        this.readiness = readiness;
        this.clock = clock;
    }

    void declare(RoutesConfig routes) {
        routes.get(PATH, this::answer);
        routes.post(PATH, this::answer);
    }

    private void answer(Context ctx) {
        String service = ctx.pathParam("service");
        String version = ctx.queryParam("version");
        if (version == null || version.isBlank() || version.length() > Labels.VALUE_CHARS_MAX) {
            throw ProblemException.badField("version", "'version' is missing or too long");
        }
        Duration ageMax = ageMax(ctx.queryParam("max_age"));
        GateReport report = report(service, version);
        Instant created = Instant.parse(report.provenance().createdAt());
        if (report.verdict() != Verdict.PASS) {
            throw refused(report.id(), Headline.of(report));
        }
        if (created.plus(ageMax).isBefore(clock.instant())) {
            throw refused(report.id(), "the PASS is of " + created + ", older than " + DurationText.write(ageMax));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("approved", true);
        answer.put("gate", report.id());
        answer.put("verdict", report.verdict());
        answer.put("created_at", created.toString());
        answer.put("page", "/gates/" + report.id());
        ctx.json(answer);
    }

    private GateReport report(String service, String version) {
        Readiness.Backend backend = readiness.backend();
        Optional<Done> done = backend.archive()
                .verdicts()
                .latest(service, version)
                .flatMap(gate -> backend.gates().find(gate))
                .flatMap(state -> state instanceof Done one ? Optional.of(one) : Optional.empty());
        return done.map(Done::report)
                .orElseThrow(() -> new ProblemException(
                        404,
                        Problem.of(
                                        "no_gate",
                                        "version '" + version + "' of '" + service + "' has no gate as a candidate")
                                .in("version")
                                .hint("ask one first: POST /api/v1/gates")));
    }

    private static ProblemException refused(String gate, String why) {
        return new ProblemException(
                409, Problem.of("not_approved", why).in("version").hint("the report is at /gates/" + gate));
    }

    private static Duration ageMax(@Nullable String text) {
        try {
            return text == null ? AGE_MAX : DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("max_age", String.valueOf(e.getMessage()));
        }
    }
}
