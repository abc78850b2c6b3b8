package dev.flamegate.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.delivery.Target;
import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.gate.EvaluationRequest.SentPolicy;
import dev.flamegate.gate.follow.FollowPlan;
import dev.flamegate.gate.policy.AuditLog.Sender;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.DurationText;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a question to the gate.
 *
 * @param baseline a version, several, a selector, or a rule that finds one; what ran at the same time if missing
 * @param type a profile type or the name of a sample type; {@code cpu} if missing
 * @param types several of them, instead of {@code type}: one family of tests, one verdict
 * @param look {@code "2/6"} for the second of six planned looks at growing data; one look if missing
 * @param policy text of a policy file; the one kept on the server, or the settings, if missing
 * @param policyName what the report calls it; {@code .flamegate.yml} if missing
 * @param commit that the policy is of, for the audit log
 * @param author who asks, for the audit log
 * @param github where the verdict is posted; nowhere if missing
 * @param gitlab the same on GitLab, at most one of the two
 * @param window a length of time up to now, or an object with {@code from} and {@code until}; all data if missing
 * @param follow a deadline, or an object of the form of {@link FollowQuestion}; one answer at once if missing
 */
record GateQuestion(
        @Nullable String service,
        @Nullable String baseline,
        @Nullable String candidate,
        @Nullable String type,
        @Nullable List<String> types,
        @Nullable JsonNode window,
        @Nullable String look,
        @Nullable String policy,
        @JsonProperty("policy_name") @Nullable String policyName,
        @Nullable String commit,
        @Nullable String author,
        @Nullable GitHubPlace github,
        @Nullable GitLabPlace gitlab,
        @Nullable JsonNode follow) {

    /**
     * @throws ProblemException 400 naming the field
     */
    EvaluationRequest request(TimeText times, String address) {
        String named = required(service, "service");
        String against = baseline == null || baseline.isBlank() ? "concurrent" : baseline;
        Cohort before = parsed("baseline", against, Cohort::parseBaseline);
        Cohort after = parsed("candidate", required(candidate, "candidate"), Cohort::parse);
        TimeRange range = range(times);
        Look which = look == null ? Look.ONLY : parsed("look", look, Look::parse);
        Optional<SentPolicy> sent = sent(address);
        try {
            return new EvaluationRequest(named, profileTypes(), before, after, range, which, sent);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("candidate", String.valueOf(e.getMessage()));
        }
    }

    /**
     * How the answer is to be waited for; empty if it is wanted at once.
     *
     * @throws ProblemException 400 naming the field
     */
    Optional<FollowPlan> plan(TimeText times) {
        if (follow == null || follow.isNull()) {
            return Optional.empty();
        }
        if (look != null) {
            throw ProblemException.badField("look", "a follow counts its looks itself: leave 'look' or 'follow' out");
        }
        return Optional.of(FollowQuestion.of(follow).plan(times.instant()));
    }

    /**
     * Where the verdict belongs; empty if only the asker wants to know.
     *
     * @param project of a service on GitLab, where the question does not say it
     */
    Optional<Target> target(Function<String, Optional<String>> project) {
        if (gitlab == null) {
            return Optional.ofNullable(github).map(GitHubPlace::target);
        }
        if (github != null) {
            throw ProblemException.badField("gitlab", "stands beside 'github': a verdict has one place");
        }
        return Optional.of(gitlab.target(required(service, "service"), project));
    }

    private List<String> profileTypes() {
        if (types == null) {
            return List.of(type == null || type.isBlank() ? "cpu" : type);
        }
        if (type != null) {
            throw ProblemException.badField("types", "stands beside 'type': one of the two is enough");
        }
        if (types.isEmpty()
                || types.size() > EvaluationRequest.TYPES_MAX
                || types.stream().anyMatch(GateQuestion::isBlank)) {
            throw ProblemException.badField(
                    "types", "expected 1 to " + EvaluationRequest.TYPES_MAX + " names of profile types, none empty");
        }
        return types;
    }

    private static boolean isBlank(@Nullable String name) {
        return name == null || name.isBlank();
    }

    private Optional<SentPolicy> sent(String address) {
        if (policy == null) {
            return Optional.empty();
        }
        String name = PolicyRoutes.said("policy_name", policyName);
        Sender sender = new Sender(PolicyRoutes.said("author", author), address, PolicyRoutes.said("commit", commit));
        PolicyFile file = PolicyRoutes.parsed(name.isEmpty() ? ".flamegate.yml" : name, policy);
        return Optional.of(new SentPolicy(file, sender));
    }

    private TimeRange range(TimeText times) {
        if (window == null || window.isNull()) {
            return TimeRange.ALL;
        }
        if (window.isTextual()) {
            Duration length = parsed("window", window.textValue(), DurationText::parse);
            long until = follow == null ? times.now() : Long.MAX_VALUE;
            return parsed("window", "", any -> new TimeRange(times.now() - length.toNanos(), until));
        }
        if (!window.isObject()) {
            throw ProblemException.badField("window", "expected \"1h\" or {\"from\": ..., \"until\": ...}");
        }
        checkKeys(window);
        long from = time(window.path("from"), 0, times);
        long until = time(window.path("until"), Long.MAX_VALUE, times);
        return parsed("window", "", any -> new TimeRange(from, until));
    }

    private static void checkKeys(JsonNode window) {
        for (Iterator<String> names = window.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("from") && !name.equals("until")) {
                throw ProblemException.badField("window", "has no field '" + name + "', only from and until");
            }
        }
    }

    private static long time(JsonNode node, long absent, TimeText times) {
        if (node.isMissingNode() || node.isNull()) {
            return absent;
        }
        return times.nanos(node.asText())
                .orElseThrow(() -> ProblemException.badField("window", "'" + node.asText() + "' is not a time"));
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            Problem problem =
                    Problem.of("field_missing", "'" + field + "' is missing").in(field);
            throw new ProblemException(
                    400, problem.hint("{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"1.1.0\"}"));
        }
        return value;
    }

    static <T> T parsed(String field, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw ProblemException.badField(field, String.valueOf(e.getMessage()));
        }
    }
}
