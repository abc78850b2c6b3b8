package dev.flamegate.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that waits until it is approved or rejected.
 *
 * @param run of the workflow that deploys
 * @param environment that it goes to, as GitHub names it
 * @param deadline after which it is rejected, whatever the gate says
 * @param refusal why no gate was asked, so that it is rejected; null if one was
 */
public record Deployment(
        long run,
        String environment,
        Instant deadline,
        @Nullable String refusal) {
    private static final int ENVIRONMENT_CHARS_MAX = 255;
    private static final int KEY_BYTES = 8;

    public Deployment {
        if (run <= 0) {
            throw new IllegalArgumentException("run is " + run + ", numbers begin with 1");
        }
        if (environment.isBlank()
                || environment.length() > ENVIRONMENT_CHARS_MAX
                || environment.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("environment is no name of 1 to " + ENVIRONMENT_CHARS_MAX
                    + " characters, none of them a control character");
        }
    }

    /** Of letters, digits and hyphens, whatever the environment is called: one run may wait for several. */
    String key() {
        return run + "-" + Hash.of(environment, KEY_BYTES);
    }

    /** Why it is rejected without a look at the gate; empty if the gate's answer holds. */
    Optional<String> refusal(Instant now) {
        if (refusal != null) {
            return Optional.of(refusal);
        }
        return now.isBefore(deadline)
                ? Optional.empty()
                : Optional.of("no answer of the gate got here before the deadline, " + deadline
                        + "; run the job again to ask again");
    }
}
