package dev.flamegate.http;

import dev.flamegate.gate.policy.AuditLog.Sender;
import dev.flamegate.gate.policy.KeptPolicies;
import dev.flamegate.gate.policy.PolicyError;
import dev.flamegate.gate.policy.PolicyException;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.http.InFlightBytes.Reservation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies that are kept on the server, and the audit log of what became of policies. */
final class PolicyRoutes {
    private static final int POLICY_BYTES_MAX = 256 * 1024;
    private static final int WORD_CHARS_MAX = 200;
    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 1000;

    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;

    PolicyRoutes(HttpSettings settings, Readiness readiness, InFlightBytes inFlight) {
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/services/{service}/policy", this::show);
        routes.put("/api/v1/services/{service}/policy", this::set);
        routes.delete("/api/v1/services/{service}/policy", this::remove);
        routes.get("/api/v1/audit", this::audit);
    }

    private void show(Context ctx) {
        String service = service(ctx);
        KeptPolicies.Kept kept =
                readiness.backend().archive().policies().find(service).orElseThrow(() -> unknown(service));
        ctx.json(answer(service, kept, PolicyFile.read("policy", String.valueOf(kept.text()))));
    }

    private void set(Context ctx) {
        String service = service(ctx);
        Sender sender = sender(ctx);
        KeptPolicies policies = readiness.backend().archive().policies();
        String text;
        try (Reservation memory = inFlight.reserve()) {
            text = new String(bodies.read(ctx, POLICY_BYTES_MAX, memory), StandardCharsets.UTF_8);
        }
        parsed("policy", text);
        PolicyFile file = policies.set(service, text, sender);
        ctx.json(answer(service, policies.find(service).orElseThrow(() -> unknown(service)), file));
    }

    private void remove(Context ctx) {
        String service = service(ctx);
        if (!readiness.backend().archive().policies().remove(service, sender(ctx))) {
            throw unknown(service);
        }
        ctx.status(204);
    }

    private void audit(Context ctx) {
        String text = ctx.queryParam("limit");
        int limit = text == null ? LIMIT_DEFAULT : limit(text, LIMIT_MAX, "limit");
        ctx.json(Map.of("entries", readiness.backend().archive().audit().latest(limit)));
    }

    private static Map<String, Object> answer(String service, KeptPolicies.Kept kept, PolicyFile file) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("service", service);
        answer.put("hash", file.hash());
        answer.put("set_at", kept.at());
        answer.put("sender", kept.sender());
        answer.put("acknowledgements", file.document().acknowledgements().size());
        answer.put("policy", file.text());
        return answer;
    }

    private static String service(Context ctx) {
        return said("service", ctx.pathParam("service"));
    }

    private static Sender sender(Context ctx) {
        return new Sender(said("author", ctx.queryParam("author")), ctx.ip(), said("commit", ctx.queryParam("commit")));
    }

    /** A word for the log: short, on one line; empty if it was not said. */
    static String said(String field, @Nullable String word) {
        if (word == null) {
            return "";
        }
        if (word.length() > WORD_CHARS_MAX || word.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.badField(
                    field, "'" + field + "' must be one line of at most " + WORD_CHARS_MAX + " characters");
        }
        return word;
    }

    static int limit(String text, int most, String field) {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > most) {
            throw ProblemException.badField(field, "'" + text + "' is not a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    /** @throws ProblemException 400 with the place of the first error, and all of them in the hint */
    static PolicyFile parsed(String name, String text) {
        try {
            return PolicyFile.read(name, text);
        } catch (PolicyException e) {
            List<PolicyError> errors = e.errors();
            PolicyError first = errors.get(0);
            Problem problem = Problem.of("invalid_policy", first.message())
                    .in("policy")
                    .at("line " + first.line() + ", column " + first.column());
            throw new ProblemException(
                    400,
                    errors.size() == 1
                            ? problem
                            : problem.hint("all errors: "
                                    + String.join(
                                            "; ",
                                            errors.stream()
                                                    .map(PolicyError::text)
                                                    .toList())));
        }
    }

    private static ProblemException unknown(String service) {
        Problem problem = Problem.of("policy_unknown", "no policy is kept for service '" + service + "'")
                .in("service")
                .hint("PUT the text of a policy file there");
        return new ProblemException(404, problem);
    }
}
