package dev.flamegate.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Deployment;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.github.DeploymentRule;
import dev.flamegate.delivery.github.DeploymentSettings;
import dev.flamegate.delivery.github.Webhooks.Protect;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.GatesBusyException;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deployments that wait: for each a gate is asked, or a verdict about the very commit is taken that is there already, and the outbox
 * promises an answer. What no gate can be asked about is promised a refusal: none waits for ever, and none goes out unseen.
 */
final class DeploymentDesk {
    private final Readiness readiness;
    private final GateDesk gates;
    private final Clock clock;

    DeploymentDesk(Readiness readiness, GateDesk gates, Clock clock) {
        this.readiness = readiness;
        this.gates = gates;
        this.clock = clock;
    }

    /** @return what is done about it, for whoever looks at the answers to GitHub's webhooks */
    Map<String, Object> ask(Protect asked, String address) {
        DeploymentSettings settings = readiness.backend().github().deployments();
        Optional<DeploymentRule> rule = settings.rule(asked);
        if (rule.isEmpty()) {
            return refuse(
                    asked,
                    "",
                    "no entry of deployments.rules is for " + asked.repository() + " and environment "
                            + asked.environment());
        }
        try {
            return Map.of("gate", gate(asked, rule.get(), settings, address));
        } catch (IllegalArgumentException | ProblemException | GatesBusyException e) {
            return refuse(asked, rule.get().service(), String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> refuse(Protect asked, String service, String why) {
        readiness.backend().outbox().announce("", service, target(asked, why));
        return Map.of("rejected", why);
    }

    private Target target(Protect asked, @Nullable String refusal) {
        Instant deadline =
                clock.instant().plus(readiness.backend().github().deployments().deadline());
        Deployment waiting = new Deployment(asked.run(), asked.environment(), deadline, refusal);
        return new Target(Forge.GITHUB, asked.repository(), null, asked.sha(), waiting);
    }

    private String gate(Protect asked, DeploymentRule rule, DeploymentSettings settings, String address) {
        String candidate = rule.candidate(asked);
        Optional<String> fresh = fresh(asked, rule.service(), candidate, settings);
        Target place = target(asked, null);
        if (fresh.isPresent()) {
            readiness.backend().outbox().announce(fresh.get(), rule.service(), place);
            return fresh.get();
        }
        ObjectNode question = Json.MAPPER.createObjectNode();
        question.put("service", rule.service());
        question.put("baseline", rule.baseline());
        question.put("candidate", candidate);
        if (!rule.follow().isEmpty()) {
            question.put("follow", rule.follow());
        }
        return gates.askFor(question, place, address);
    }

    /**
     * The latest gate of the version, if it decided, and if it was asked about this commit for another deployment, or by a job of this
     * repository that said who it was: what others asked about a version of that name, with whatever baseline and policy, approves nothing.
     */
    private Optional<String> fresh(Protect asked, String service, String candidate, DeploymentSettings settings) {
        Instant oldest = clock.instant().minus(settings.verdictAgeMax());
        return readiness
                .backend()
                .archive()
                .verdicts()
                .latest(service, candidate)
                .filter(gate -> readiness.backend().gates().find(gate).stream()
                        .anyMatch(state -> state instanceof Done done && isFresh(done.report(), oldest)))
                .filter(gate -> readiness.backend().outbox().of(gate).stream().anyMatch(row -> isAbout(row, asked)));
    }

    private static boolean isFresh(GateReport report, Instant oldest) {
        return report.verdict() != Verdict.INCONCLUSIVE
                && Instant.parse(report.provenance().createdAt()).isAfter(oldest);
    }

    private boolean isAbout(Delivery row, Protect asked) {
        boolean known = row.target().deployment() != null
                || readiness.backend().github().identities().areRequired();
        return known
                && row.target().forge() == Forge.GITHUB
                && row.target().repository().equalsIgnoreCase(asked.repository())
                && row.target().sha().equals(asked.sha());
    }
}
