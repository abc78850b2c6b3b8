package dev.flamegate.gate;

import dev.flamegate.profile.DurationText;
import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Check;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoredSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the baseline that a question asks for by a rule instead of by name. A version whose latest gate as a candidate failed is never
 * found, and the report says which was passed over; one that is named is taken at its word, with a warning.
 */
final class BaselineChoice {
    private static final Set<String> PRODUCTION = Set.of("production", "prod");
    private static final long WEEK_NANOS = Duration.ofDays(7).toNanos();

    /** As selectors write it: no text matches. */
    private static final LabelSelector NONE = new LabelSelector(
            List.of(new LabelMatcher(Labels.VERSION, LabelMatcher.Operator.MATCHES, "[^\\x00-\\x{10FFFF}]")));

    private final ProfileStore store;
    private final CandidateVerdicts verdicts;

    /**
     * A question whose baseline is known.
     *
     * @param check what the report says about the choice
     * @param notes why there is none, if so
     */
    record Chosen(EvaluationRequest request, Check check, List<String> notes) {
        Selection noted(Selection selection) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(selection.notes());
            return selection.noted(all, check);
        }
    }

    BaselineChoice(ProfileStore store, CandidateVerdicts verdicts) {
        this.store = store;
        this.verdicts = verdicts;
    }

    Chosen of(EvaluationRequest request) {
        List<StoredSeries> series = store.series(LabelSelector.equal(Labels.SERVICE, request.service()));
        Optional<VersionSpan> candidate = candidate(request, series);
        return request.baseline()
                .rule()
                .map(rule -> found(request, rule, series, candidate))
                .orElseGet(() -> named(request, series, candidate));
    }

    private static Optional<VersionSpan> candidate(EvaluationRequest request, List<StoredSeries> series) {
        List<StoredSeries> own = series.stream()
                .filter(one -> request.candidate().selector().matches(one.labels()))
                .toList();
        return VersionSpan.together(request.candidate().name(), own, request.window());
    }

    private Chosen named(EvaluationRequest request, List<StoredSeries> series, Optional<VersionSpan> candidate) {
        List<VersionSpan> own = VersionSpan.of(
                series.stream()
                        .filter(one -> request.baseline().selector().matches(one.labels()))
                        .filter(one -> !request.candidate().selector().matches(one.labels()))
                        .toList(),
                request.window());
        String failed = own.stream()
                .flatMap(span -> verdicts
                        .failure(request.service(), span.version())
                        .map(gate -> "`" + span.version() + "` failed as a candidate in gate " + gate)
                        .stream())
                .collect(Collectors.joining("; "));
        String detail = "as named: " + words(own, candidate) + (failed.isEmpty() ? "" : "; " + failed);
        Check.State state = failed.isEmpty() ? Check.State.OK : Check.State.WARNING;
        return new Chosen(request, new Check("baseline", state, detail), List.of());
    }

    private Chosen found(
            EvaluationRequest request, BaselineRule rule, List<StoredSeries> series, Optional<VersionSpan> candidate) {
        List<StoredSeries> others = series.stream()
                .filter(one -> !request.candidate().selector().matches(one.labels()))
                .toList();
        TimeRange window = rule == BaselineRule.CONCURRENT ? request.window() : TimeRange.ALL;
        List<VersionSpan> fitting = new ArrayList<>();
        candidate.ifPresent(span -> VersionSpan.of(others, window).stream()
                .filter(other -> fits(rule, other, span))
                .forEach(fitting::add));
        if (rule == BaselineRule.PRODUCTION) {
            fitting.sort((a, b) -> Long.compare(a.lastNanos(), b.lastNanos()));
        }
        Collections.reverse(fitting);
        List<String> failed = new ArrayList<>();
        for (VersionSpan span : fitting) {
            Optional<String> failure = verdicts.failure(request.service(), span.version());
            if (failure.isEmpty()) {
                return chosen(request, rule, span, candidate, failed);
            }
            failed.add("`" + span.version() + "` was passed over: it failed as a candidate in gate " + failure.get());
        }
        return nothing(request, rule, candidate, failed);
    }

    private static boolean fits(BaselineRule rule, VersionSpan other, VersionSpan candidate) {
        return switch (rule) {
            case CONCURRENT -> other.overlaps(candidate) && other.isIn(candidate.environments());
            case PREVIOUS -> other.firstNanos() < candidate.firstNanos() && other.isIn(candidate.environments());
            case PRODUCTION -> other.isIn(PRODUCTION);
            case WEEK_AGO ->
                other.firstNanos() <= candidate.lastNanos() - WEEK_NANOS
                        && other.lastNanos() >= candidate.firstNanos() - WEEK_NANOS
                        && other.isIn(candidate.environments());
        };
    }

    private static Chosen chosen(
            EvaluationRequest request,
            BaselineRule rule,
            VersionSpan span,
            Optional<VersionSpan> candidate,
            List<String> failed) {
        LabelSelector selector = LabelSelector.equal(Labels.VERSION, span.version());
        String detail = rule.word() + ", " + rule.meaning() + ": " + words(List.of(span), candidate)
                + failed.stream().map(one -> "; " + one).collect(Collectors.joining());
        EvaluationRequest known = request.against(new EvaluationRequest.Cohort(span.version(), selector));
        return new Chosen(known, new Check("baseline", Check.State.OK, detail), List.of());
    }

    private static Chosen nothing(
            EvaluationRequest request, BaselineRule rule, Optional<VersionSpan> candidate, List<String> failed) {
        String why = candidate.isEmpty()
                ? "The candidate has no profile, so that no baseline can be found."
                : "No version fits `" + rule.word() + "`, " + rule.meaning()
                        + failed.stream().map(one -> "; " + one).collect(Collectors.joining()) + ".";
        EvaluationRequest none = request.against(new EvaluationRequest.Cohort(rule.word(), NONE));
        return new Chosen(none, new Check("baseline", Check.State.FAILED, why), List.of(why));
    }

    /** Versions with their ages; pods and profiles stand beside the sides. */
    private static String words(List<VersionSpan> spans, Optional<VersionSpan> candidate) {
        String words = spans.stream()
                .map(span -> "`" + span.version() + "`"
                        + candidate.map(other -> age(span, other)).orElse(""))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "no version" : words;
    }

    private static String age(VersionSpan span, VersionSpan candidate) {
        Duration before = Duration.ofNanos(candidate.firstNanos() - span.firstNanos());
        if (before.abs().toMinutes() < 1) {
            return ", first seen with the candidate";
        }
        String length = DurationText.write(Duration.ofMinutes(before.abs().toMinutes()));
        return ", first seen " + length + (before.isNegative() ? " after" : " before") + " the candidate";
    }
}
