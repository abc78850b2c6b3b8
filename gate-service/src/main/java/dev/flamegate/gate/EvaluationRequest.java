package dev.flamegate.gate;

import dev.flamegate.gate.policy.AuditLog.Sender;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a pipeline asks: may {@code candidate} go out, compared with {@code baseline}?
 *
 * @param service value of the label {@code service_name}
 * @param profileTypes full profile types, or names of the service's sample types ({@code cpu}); at least one, at most {@value #TYPES_MAX}
 * @param baseline which of the service's profiles are the baseline
 * @param candidate likewise
 * @param window only profiles that start in it
 * @param look which of the planned looks at growing data this is
 * @param policy the policy that was sent along; empty if none was
 */
public record EvaluationRequest(
        String service,
        List<String> profileTypes,
        Cohort baseline,
        Cohort candidate,
        TimeRange window,
        Look look,
        Optional<SentPolicy> policy) {
    public static final int TYPES_MAX = 16;

    /** A question about one profile type, without a policy. */
    public EvaluationRequest(
            String service, String profileType, Cohort baseline, Cohort candidate, TimeRange window, Look look) {
        this(service, profileType, baseline, candidate, window, look, Optional.empty());
    }

    /** A question about one profile type. */
    public EvaluationRequest(
            String service,
            String profileType,
            Cohort baseline,
            Cohort candidate,
            TimeRange window,
            Look look,
            Optional<SentPolicy> policy) {
        this(service, List.of(profileType), baseline, candidate, window, look, policy);
    }

    /**
     * A policy that came with a question.
     *
     * @param sender who sent it, and from where, for the audit log
     */
    public record SentPolicy(PolicyFile file, Sender sender) {}

    /**
     * One side of the question.
     *
     * @param name what people call it
     * @param selector on the labels of the service's profiles
     */
    public record Cohort(String name, LabelSelector selector) {
        public Cohort {
            if (name.isBlank()) {
                throw new IllegalArgumentException("cohort name is blank");
            }
        }

        /**
         * {@code 1.4.2} means that version and {@code 1.4.0,1.4.1} both, pooled; a text in braces is a selector:
         * <code>{region="eu",version=~"2.*"}</code>.
         */
        public static Cohort parse(String text) {
            if (text.startsWith("{")) {
                return new Cohort(text, LabelSelector.parse(text));
            }
            if (text.indexOf(',') < 0) {
                return new Cohort(text, LabelSelector.equal(Labels.VERSION, text));
            }
            String any = Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(version -> !version.isEmpty())
                    .map(version -> version.replaceAll("[.^$|?*+()\\[\\]{}\\\\]", "\\\\$0"))
                    .collect(Collectors.joining("|"));
            return new Cohort(
                    text,
                    new LabelSelector(List.of(new LabelMatcher(Labels.VERSION, LabelMatcher.Operator.MATCHES, any))));
        }

        /**
         * The same, or a rule that finds the baseline: {@code concurrent}, {@code previous}, {@code production}, {@code week-ago}. A
         * version of such a name is selected in braces.
         */
        public static Cohort parseBaseline(String text) {
            return BaselineRule.called(text).isPresent() ? new Cohort(text, LabelSelector.ALL) : parse(text);
        }

        /** The rule by which this is still to be found. */
        Optional<BaselineRule> rule() {
            return selector.equals(LabelSelector.ALL) ? BaselineRule.called(name) : Optional.empty();
        }
    }

    /** The same question with another baseline. */
    EvaluationRequest against(Cohort other) {
        return new EvaluationRequest(service, profileTypes, other, candidate, window, look, policy);
    }

    /** The same question as one of several looks, at the data of its time. */
    public EvaluationRequest at(Look other, TimeRange soFar) {
        return new EvaluationRequest(service, profileTypes, baseline, candidate, soFar, other, policy);
    }

    /** The sides that a selection was made of, at another time. */
    EvaluationRequest ofSides(Selection selected, TimeRange time) {
        return new EvaluationRequest(
                service, profileTypes, side(selected.baseline()), side(selected.candidate()), time, look, policy);
    }

    private static Cohort side(Selection.Cohort cohort) {
        return new Cohort(cohort.name(), LabelSelector.parse(cohort.selector()));
    }

    public EvaluationRequest {
        profileTypes = List.copyOf(profileTypes);
        if (service.isBlank() || profileTypes.isEmpty() || profileTypes.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("an evaluation needs a service and a profile type");
        }
        if (profileTypes.size() > TYPES_MAX) {
            throw new IllegalArgumentException(
                    profileTypes.size() + " profile types in one question, at most " + TYPES_MAX + " are taken");
        }
        if (baseline.selector().equals(candidate.selector())) {
            throw new IllegalArgumentException("baseline and candidate are the same: " + baseline.selector());
        }
    }
}
