package dev.flamegate.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.gate.follow.FollowPlan;
import dev.flamegate.profile.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of how a canary is followed.
 *
 * @param deadline when the last look is, from now on
 * @param interval between looks; evenly spaced if null
 * @param looks how many; as many as the interval makes, or {@value FollowPlan#LOOKS_DEFAULT}, if null
 * @param confirm whether suspects are tested once more on fresh data before anything fails
 */
record FollowQuestion(
        Duration deadline,
        @Nullable Duration interval,
        @Nullable Integer looks,
        boolean confirm) {
    private static final Set<String> KEYS = Set.of("deadline", "interval", "looks", "confirm");

    /**
     * @throws ProblemException 400 naming the field
     */
    static FollowQuestion of(JsonNode node) {
        if (node.isTextual()) {
            return new FollowQuestion(length("follow", node), null, null, false);
        }
        if (!node.isObject()) {
            throw ProblemException.badField(
                    "follow",
                    "expected \"15m\" or {\"deadline\": \"15m\", \"interval\": ..., \"looks\": ..., \"confirm\": ...}");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw ProblemException.badField(
                        "follow", "has no field '" + name + "', only deadline, interval, looks and confirm");
            }
        }
        if (!node.path("deadline").isTextual()) {
            throw ProblemException.badField("follow.deadline", "is missing: a length of time such as \"15m\"");
        }
        JsonNode confirm = node.path("confirm");
        if (!confirm.isMissingNode() && !confirm.isBoolean()) {
            throw ProblemException.badField("follow.confirm", "is " + confirm + ", expected true or false");
        }
        return new FollowQuestion(
                length("follow.deadline", node.path("deadline")),
                node.has("interval") ? length("follow.interval", node.path("interval")) : null,
                looks(node.path("looks")),
                confirm.asBoolean(false));
    }

    private static @Nullable Integer looks(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        if (!node.isInt()) {
            throw ProblemException.badField("follow.looks", "is " + node + ", expected a whole number");
        }
        return node.intValue();
    }

    private static Duration length(String field, JsonNode node) {
        return GateQuestion.parsed(field, node.isTextual() ? node.textValue() : node.toString(), DurationText::parse);
    }

    /**
     * @throws ProblemException 400 if its parts do not fit together
     */
    FollowPlan plan(Instant now) {
        return GateQuestion.parsed("follow", "", any -> FollowPlan.of(now, deadline, interval, looks, confirm));
    }
}
