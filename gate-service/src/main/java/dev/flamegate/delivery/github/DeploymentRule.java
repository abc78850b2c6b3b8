package dev.flamegate.delivery.github;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.flamegate.profile.DurationText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which gate a deployment waits for.
 *
 * @param repository {@code owner/name}, or {@code owner/*}
 * @param environment as GitHub names it; {@code *} for every one
 * @param service whose profiles are compared
 * @param baseline a version, a selector, or a rule that finds one; what runs in production if not said
 * @param candidate the version that is deployed, with {@code $sha}, {@code $short_sha} or {@code $ref} in it; {@code $sha} if not said
 * @param follow how long the gate looks at growing data; empty for one look at once
 */
public record DeploymentRule(
        String repository, String environment, String service, String baseline, String candidate, String follow) {
    private static final Set<String> KEYS =
            Set.of("repository", "environment", "service", "baseline", "candidate", "follow");

    /** Names of branches hold nearly everything; a version is never a selector, or a list, because somebody named a branch so. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}");

    public DeploymentRule {
        require(
                repository.matches("[\\w.-]+/([\\w.-]+|\\*)"),
                "repository '" + repository + "' is not owner/name or owner/*");
        require(!environment.isBlank(), "environment is missing");
        require(!service.isBlank(), "service is missing");
        require(!baseline.isBlank(), "baseline is blank");
        require(
                candidate.matches(".*\\$(sha|short_sha|ref)\\b.*"),
                "candidate '" + candidate
                        + "' has no $sha, $short_sha or $ref, so that it is the same for every deployment");
        if (!follow.isEmpty()) {
            DurationText.parse(follow);
        }
    }

    /** As a file of settings has it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DeploymentRule of(Map<String, String> written) {
        Set<String> unknown = new TreeSet<>(written.keySet());
        unknown.removeAll(KEYS);
        require(unknown.isEmpty(), "rules has no key " + unknown + ", only " + new TreeSet<>(KEYS));
        return new DeploymentRule(
                said(written, "repository", ""),
                said(written, "environment", ""),
                said(written, "service", ""),
                said(written, "baseline", "production"),
                said(written, "candidate", "$sha"),
                said(written, "follow", ""));
    }

    private static String said(Map<String, String> written, String key, String otherwise) {
        String value = written.get(key);
        return value == null ? otherwise : value;
    }

    boolean isFor(Webhooks.Protect asked) {
        String owner = asked.repository().substring(0, asked.repository().indexOf('/'));
        boolean sameRepository =
                repository.equalsIgnoreCase(asked.repository()) || repository.equalsIgnoreCase(owner + "/*");
        return sameRepository && (environment.equals("*") || environment.equalsIgnoreCase(asked.environment()));
    }

    /**
     * The version that is deployed.
     *
     * @throws IllegalArgumentException if it would be none
     */
    public String candidate(Webhooks.Protect asked) {
        String ref = asked.ref().replaceFirst("^refs/(heads|tags)/", "");
        String version = candidate
                .replace("$short_sha", asked.sha().substring(0, 7))
                .replace("$sha", asked.sha())
                .replace("$ref", ref);
        require(
                VERSION.matcher(version).matches(),
                "'" + candidate + "' makes no version of ref '" + shortened(ref)
                        + "': letters, digits and . _ / + - are taken");
        return version;
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
