package dev.flamegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.gate.follow.FollowPlan;
import dev.flamegate.profile.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a canary is followed. */
final class FollowOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--follow",
            paramLabel = "LENGTH",
            description = "ask again as data comes in, for at most so long: 15m")
    private @Nullable String deadline;

    @Option(
            names = "--looks",
            paramLabel = "NUMBER",
            description = "with --follow: how many looks share the error rate; 6 if not given")
    private @Nullable Integer looks;

    @Option(
            names = "--interval",
            paramLabel = "LENGTH",
            description = "with --follow: time between looks; evenly spaced if not given")
    private @Nullable String interval;

    @Option(
            names = "--confirm",
            description = "with --follow: test what a look finds once more on fresh data before failing")
    private boolean confirm;

    /**
     * The field of the question; empty if nothing is to be followed. Checked here, so that a slip of the finger needs no service to be
     * seen.
     */
    Optional<ObjectNode> question() {
        if (deadline == null) {
            if (looks != null || interval != null || confirm) {
                throw new UsageException("--looks, --interval and --confirm say how to --follow, which is not given");
            }
            return Optional.empty();
        }
        try {
            Duration length = DurationText.parse(deadline);
            Duration apart = interval == null ? null : DurationText.parse(interval);
            FollowPlan.of(Instant.EPOCH, length, apart, looks, confirm);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--follow: " + e.getMessage());
        }
        ObjectNode question = JSON.createObjectNode().put("deadline", deadline);
        if (looks != null) {
            question.put("looks", looks);
        }
        if (interval != null) {
            question.put("interval", interval);
        }
        return Optional.of(confirm ? question.put("confirm", true) : question);
    }
}
