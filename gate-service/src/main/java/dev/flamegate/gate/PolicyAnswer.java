package dev.flamegate.gate;

import dev.flamegate.gate.policy.Acknowledgement;
import dev.flamegate.gate.policy.Meaning;
import dev.flamegate.reports.Acknowledged;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What the policy made of a judgement, in the report's form: the conclusion, and what became of every acknowledgement. */
final class PolicyAnswer {
    private final Policy policy;
    private final Rules rules;

    PolicyAnswer(Policy policy) {
        this.policy = policy;
        this.rules = policy.rules();
    }

    /** Of a gate in which nothing was compared. */
    AppliedPolicy of(Verdict verdict, List<Reason> reasons) {
        return of(verdict, reasons, List.of(), cause -> -1, Optional.of("could not be compared"));
    }

    /**
     * @param excused what the policy had something to say about
     * @param positions of judged rows in the report
     * @param unusedBecause what is said of acknowledgements that nothing was found for; empty for the usual
     */
    AppliedPolicy of(
            Verdict verdict,
            List<Reason> reasons,
            List<Excused> excused,
            ToIntFunction<Blame.Cause> positions,
            Optional<String> unusedBecause) {
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (Acknowledgement one : rules.acknowledgements()) {
            Optional<Excused> found = excused.stream()
                    .filter(some -> some.acknowledgement().filter(one::equals).isPresent())
                    .findFirst();
            acknowledged.add(acknowledged(one, found, positions, unusedBecause));
        }
        List<Integer> ignored = excused.stream()
                .filter(some -> some.acknowledgement().isEmpty())
                .flatMap(some -> some.cause().stream())
                .map(positions::applyAsInt)
                .sorted()
                .toList();
        Meant meant = meant(verdict, reasons);
        return new AppliedPolicy(
                rules.source(),
                rules.name(),
                rules.hash().orElse(null),
                rules.isInformational(),
                meant.conclusion,
                meant.sentence,
                PolicyLines.differing(policy),
                acknowledged,
                ignored);
    }

    private Acknowledged acknowledged(
            Acknowledgement one,
            Optional<Excused> found,
            ToIntFunction<Blame.Cause> positions,
            Optional<String> unusedBecause) {
        Acknowledged.State state = found.map(Excused::state).orElse(Acknowledged.State.UNUSED);
        return new Acknowledged(
                one.function(),
                one.bound(),
                one.reason(),
                one.author(),
                one.expires().toString(),
                state,
                found.flatMap(Excused::cause).map(positions::applyAsInt).orElse(null),
                sentence(one, state, found, unusedBecause));
    }

    private String sentence(
            Acknowledgement one, Acknowledged.State state, Optional<Excused> found, Optional<String> unusedBecause) {
        String what = one.function() == null ? "the cost of a request" : "`" + one.function() + "`";
        String grew = found.map(PolicyAnswer::growth).orElse("");
        String until = one.bound() + " until " + one.expires();
        return switch (state) {
            case HELD ->
                "Acknowledged: " + what + " grew by " + grew + ", within " + until + " (" + daysLeft(one) + ")";
            case EXCEEDED ->
                "Acknowledgement exceeded: " + what + " grew by " + grew + ", and only " + until + " is acknowledged"
                        + (found.flatMap(Excused::percent).isEmpty() && one.upToPercent() != null
                                ? "; the baseline never ran it, so that no bound in per cent covers it"
                                : "");
            case EXPIRED ->
                "Acknowledgement expired: " + what + " grew by " + grew + ", and " + one.bound()
                        + " was acknowledged until " + one.expires();
            case UNUSED ->
                "Acknowledgement not needed: " + what + " " + unusedBecause.orElse("is no finding") + " (" + until
                        + ")";
        };
    }

    private String daysLeft(Acknowledgement one) {
        long days = ChronoUnit.DAYS.between(rules.day(), one.expires());
        return days == 0 ? "its last day" : days + (days == 1 ? " day left" : " days left");
    }

    private static String growth(Excused excused) {
        String points = excused.points()
                .map(value -> String.format(Locale.ROOT, "%.2f points", value))
                .orElse("");
        String percent = excused.percent()
                .map(value -> String.format(Locale.ROOT, "%.1f %%", value))
                .orElse("");
        return points.isEmpty() || percent.isEmpty() ? points + percent : points + " (" + percent + ")";
    }

    private record Meant(Conclusion conclusion, String sentence) {}

    /** What is missing on a side never passes by a word about INCONCLUSIVE: that word is about data that cannot decide. */
    private Meant meant(Verdict verdict, List<Reason> reasons) {
        if (rules.isInformational()) {
            return new Meant(
                    verdict == Verdict.PASS ? Conclusion.SUCCESS : Conclusion.NEUTRAL,
                    rules.document().informational()
                            ? "This gate is informational: its verdict stops no pipeline"
                            : rules.record().meaning());
        }
        if (verdict != Verdict.INCONCLUSIVE) {
            return new Meant(Conclusion.of(verdict), "");
        }
        boolean noBaseline = has(reasons, "no-baseline-data");
        if (noBaseline && !rules.document().requireBaseline()) {
            return new Meant(
                    Conclusion.NEUTRAL,
                    "There is no baseline yet, and the policy asks for none (require_baseline: false)");
        }
        Meaning inconclusive = rules.document().inconclusive();
        if (inconclusive == Meaning.FAIL || noBaseline || has(reasons, "no-candidate-data")) {
            return new Meant(Conclusion.FAILURE, "");
        }
        return new Meant(
                inconclusive == Meaning.PASS ? Conclusion.SUCCESS : Conclusion.NEUTRAL,
                "INCONCLUSIVE does not stop the pipeline (inconclusive: " + inconclusive.word() + ")");
    }

    private static boolean has(List<Reason> reasons, String code) {
        return reasons.stream().anyMatch(reason -> reason.code().equals(code));
    }
}
