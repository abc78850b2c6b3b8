package dev.flamegate.gate.follow;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.gate.EvaluationRequest.SentPolicy;
import dev.flamegate.gate.Looks.Held;
import dev.flamegate.gate.policy.AuditLog.Sender;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A follow as it is kept. Sides are kept as they were written, which says all that their selectors say. */
record FollowDocument(
        String id,
        Question question,
        Plan plan,
        long event,
        Follow.State state,
        int look,
        int baselinePods,
        double baselineSamples,
        int candidatePods,
        double candidateSamples,
        @Nullable Double smallestDetectable,
        List<Suspected> suspects,
        String message,
        @Nullable String suspectedAt) {

    record Question(
            String service,
            List<String> types,
            String baseline,
            String candidate,
            long fromNanos,
            long untilNanos,
            @Nullable Policy policy) {}

    record Policy(String name, String text, String who, String address, String commit) {}

    record Plan(String start, long deadlineMillis, long intervalMillis, int looks, boolean confirm) {}

    record Suspected(String function, Measure measure, double delta, double p) {}

    static FollowDocument of(Follow follow) {
        Held held = follow.held();
        return new FollowDocument(
                follow.id(),
                question(follow.question()),
                plan(follow.plan()),
                follow.event(),
                follow.state(),
                follow.look(),
                held.baseline().pods(),
                held.baseline().samples(),
                held.candidate().pods(),
                held.candidate().samples(),
                follow.smallestDetectable(),
                follow.suspects().stream()
                        .map(one -> new Suspected(one.function(), one.measure(), one.delta(), one.p()))
                        .toList(),
                follow.message(),
                Optional.ofNullable(follow.suspectedAt()).map(Instant::toString).orElse(null));
    }

    private static Question question(EvaluationRequest asked) {
        return new Question(
                asked.service(),
                asked.profileTypes(),
                asked.baseline().name(),
                asked.candidate().name(),
                asked.window().startNanos(),
                asked.window().endNanos(),
                asked.policy().map(FollowDocument::policy).orElse(null));
    }

    private static Policy policy(SentPolicy sent) {
        return new Policy(
                sent.file().name(),
                sent.file().text(),
                sent.sender().who(),
                sent.sender().address(),
                sent.sender().commit());
    }

    private static Plan plan(FollowPlan plan) {
        return new Plan(
                plan.start().toString(),
                plan.deadline().toMillis(),
                plan.interval().toMillis(),
                plan.looks(),
                plan.confirm());
    }

    Follow follow() {
        return new Follow(
                id,
                request(),
                new FollowPlan(
                        Instant.parse(plan.start),
                        Duration.ofMillis(plan.deadlineMillis),
                        Duration.ofMillis(plan.intervalMillis),
                        plan.looks,
                        plan.confirm),
                event,
                state,
                look,
                new Held(new Held.Side(baselinePods, baselineSamples), new Held.Side(candidatePods, candidateSamples)),
                smallestDetectable,
                suspects.stream()
                        .map(one -> new Follow.Suspect(one.function, one.measure, one.delta, one.p))
                        .toList(),
                message,
                Optional.ofNullable(suspectedAt).map(Instant::parse).orElse(null));
    }

    private EvaluationRequest request() {
        Policy sent = question.policy;
        return new EvaluationRequest(
                question.service,
                question.types,
                Cohort.parseBaseline(question.baseline),
                Cohort.parse(question.candidate),
                new TimeRange(question.fromNanos, question.untilNanos),
                Look.ONLY,
                sent == null
                        ? Optional.empty()
                        : Optional.of(new SentPolicy(
                                PolicyFile.read(sent.name, sent.text),
                                new Sender(sent.who, sent.address, sent.commit))));
    }
}
