package dev.flamegate.delivery.github;

import dev.flamegate.profile.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Deployments that wait until a gate approves them, as GitHub's custom deployment protection rules have it.
 *
 * @param rules the first one that fits holds; a deployment that none fits is rejected
 * @param deadline after which a deployment is rejected
 * @param verdictAgeMax how old a PASS or FAIL about the very commit may be to be taken instead of asking again; 0 always asks
 */
public record DeploymentSettings(List<DeploymentRule> rules, Duration deadline, Duration verdictAgeMax) {
    private static final Duration DEADLINE_MAX = Duration.ofDays(7);

    public DeploymentSettings {
        rules = List.copyOf(rules);
        if (deadline.toSeconds() < 10 || deadline.compareTo(DEADLINE_MAX) > 0) {
            throw new IllegalArgumentException("deadline must be 10s to 7d");
        }
        if (verdictAgeMax.isNegative()) {
            throw new IllegalArgumentException("verdict_age_max must not be negative");
        }
    }

    public static DeploymentSettings withDefaults() {
        return new DeploymentSettings(List.of(), Duration.ofMinutes(30), Duration.ofHours(1));
    }

    /**
     * Keys are set one after the other, so what holds between them is asked once all are.
     *
     * @throws IllegalArgumentException if a follow lasts longer than a deployment may wait
     */
    public void check() {
        for (DeploymentRule rule : rules) {
            if (!rule.follow().isEmpty() && DurationText.parse(rule.follow()).compareTo(deadline) >= 0) {
                throw new IllegalArgumentException("deployments.rules: follow " + rule.follow()
                        + " is not shorter than deployments.deadline, " + DurationText.write(deadline));
            }
        }
    }

    public Optional<DeploymentRule> rule(Webhooks.Protect asked) {
        return rules.stream().filter(rule -> rule.isFor(asked)).findFirst();
    }
}
