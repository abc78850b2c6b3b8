package dev.flamegate.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.github.JobIdentities;
import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.follow.Follow;
import dev.flamegate.gate.follow.FollowPlan;
import dev.flamegate.gate.policy.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where questions are put, and put again: by a client, or by somebody who presses a button on GitHub. */
final class GateDesk {
    private static final Logger LOG = LoggerFactory.getLogger(GateDesk.class);
    private static final String POLICY = "policy";

    private final Readiness readiness;
    private final TimeText times;
    private final Clock clock;

    GateDesk(Readiness readiness, TimeText times, Clock clock) {
        this.readiness = readiness;
        this.times = times;
        this.clock = clock;
    }

    /**
     * A question that was taken.
     *
     * @param servicePosts whether the service posts the verdict; empty if nobody is to
     * @param follow of a question that is followed; empty of one that is answered once
     */
    record Asked(String id, Optional<Boolean> servicePosts, Optional<Follow> follow) {}

    /** @param authorization who asks, in the header of that name */
    Asked ask(byte[] body, String address, @Nullable String authorization) {
        GateQuestion question = Json.read(body, GateQuestion.class);
        Optional<Target> target = target(question);
        target.filter(place -> place.forge() == Forge.GITHUB)
                .ifPresent(place -> checkIdentity(authorization, place, body));
        return ask(question, target, body, address);
    }

    private Optional<Target> target(GateQuestion question) {
        return question.target(service -> readiness.backend().outbox().home(Forge.GITLAB, service));
    }

    /**
     * Asks because of a deployment that waits.
     *
     * @param question JSON, as a client would put it
     * @param place where the deployment waits
     * @return the gate
     * @throws ProblemException 400 naming the field
     */
    String askFor(ObjectNode question, Target place, String address) {
        byte[] body = question.toString().getBytes(StandardCharsets.UTF_8);
        return ask(Json.read(body, GateQuestion.class), Optional.of(place), body, address)
                .id();
    }

    private void checkIdentity(@Nullable String authorization, Target target, byte[] question) {
        try {
            readiness.backend().github().identities().check(authorization, target, question);
        } catch (JobIdentities.RefusedException e) {
            throw new ProblemException(
                    e.status(),
                    Problem.of("identity_refused", String.valueOf(e.getMessage()))
                            .in("github"));
        }
    }

    /** By somebody whose right to ask is known already. */
    private Asked ask(GateQuestion question, Optional<Target> target, byte[] body, String address) {
        EvaluationRequest request = question.request(times, address);
        Optional<Follow> follow = question.plan(times).map(plan -> begun(request, plan));
        String id = follow.isPresent()
                ? follow.get().id()
                : readiness.backend().gates().submit(request);
        Outbox outbox = readiness.backend().outbox();
        return new Asked(id, target.map(place -> outbox.announce(id, request.service(), place, body)), follow);
    }

    private Follow begun(EvaluationRequest request, FollowPlan plan) {
        return readiness.backend().follows().begin(request, confirms(request) ? plan.confirmed() : plan);
    }

    /** Whether the policy in force asks for it. */
    private boolean confirms(EvaluationRequest request) {
        return request.policy()
                .map(EvaluationRequest.SentPolicy::file)
                .or(() -> readiness.backend().archive().policies().file(request.service()))
                .map(file -> file.document().confirm())
                .orElse(false);
    }

    /** Empty if the question was not kept. */
    Optional<Asked> again(String gate, String address) {
        return readiness.backend().outbox().question(gate).map(body -> askAgain(body, address));
    }

    /** Questions whose gates were waiting or at work when the service stopped: once more, but no third time, in case they stopped it. */
    void askInterrupted() {
        Outbox outbox = readiness.backend().outbox();
        for (String gate : outbox.interrupted()) {
            try {
                again(gate, "").ifPresent(asked -> outbox.askedAgain(gate, asked.id()));
            } catch (RuntimeException e) {
                LOG.error("gate {} was interrupted and cannot be asked again", gate, e);
            }
        }
    }

    private Asked askAgain(byte[] body, String address) {
        GateQuestion question = Json.read(body, GateQuestion.class);
        return ask(question, target(question), body, address);
    }

    /**
     * Asks again with the growth that was found acknowledged: by that person, for that commit, to the size that was found, for a month.
     * The policy is that of the question, or the one that is kept for the service.
     *
     * @return empty if the question was not kept, or if nothing failed
     */
    Optional<Asked> accept(String gate, String actor, String sha, String address) {
        Optional<ObjectNode> question =
                readiness.backend().outbox().question(gate).map(GateDesk::tree);
        Optional<Done> answer = readiness
                .backend()
                .gates()
                .find(gate)
                .flatMap(state -> state instanceof Done done ? Optional.of(done) : Optional.empty());
        if (question.isEmpty()
                || answer.isEmpty()
                || !question.get().at("/github/sha").asText().equals(sha)) {
            return Optional.empty();
        }
        ObjectNode asked = question.get();
        String before =
                asked.path(POLICY).asText(keptPolicy(asked.path("service").asText()));
        String policy = new AcceptedGrowth(answer.get().report(), actor, sha, clock).added(before);
        asked.put(POLICY, policy);
        asked.put("policy_name", "policy with what @" + actor + " accepted");
        asked.put("author", actor);
        asked.put("commit", sha);
        byte[] body = asked.toString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(askAgain(body, address));
    }

    /**
     * Ends the follow-up of a pull request that is closed; gates that answer once finish by themselves.
     *
     * @return how many were open
     */
    int end(String repository, int pullRequest) {
        List<String> gates = readiness.backend().outbox().latest(Integer.MAX_VALUE, true).stream()
                .filter(row -> row.target().forge() == Forge.GITHUB
                        && row.target().repository().equalsIgnoreCase(repository)
                        && Integer.valueOf(pullRequest).equals(row.target().pullRequest()))
                .map(Delivery::gate)
                .distinct()
                .toList();
        String why = "pull request #" + pullRequest + " was closed";
        return (int) gates.stream()
                .filter(gate -> readiness.backend().follows().cancel(gate, why).orElse(false))
                .count();
    }

    private String keptPolicy(String service) {
        return readiness
                .backend()
                .archive()
                .policies()
                .file(service)
                .map(PolicyFile::text)
                .orElse("{}");
    }

    private static ObjectNode tree(byte[] body) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("a question that was kept cannot be read", e);
        }
    }
}
