package dev.flamegate.gate.comparability;

import dev.flamegate.reports.Check;
import dev.flamegate.reports.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether two sides are alike enough to compare, asked before any test. What is unlike is left out where enough remains that is alike,
 * and else stands in the way. The rules and their numbers are in {@code docs/comparability.md}.
 */
public final class Comparability {

    /**
     * What can be compared.
     *
     * @param kept without the pods and windows that have no like on the other side
     * @param checks what was looked at
     * @param reasons why nothing should be compared; none if it may
     * @param notes what was left out
     */
    public record Alike(Sides kept, List<Check> checks, List<Reason> reasons, List<String> notes) {
        public Alike {
            checks = List.copyOf(checks);
            reasons = List.copyOf(reasons);
            notes = List.copyOf(notes);
        }
    }

    private Comparability() {}

    /**
     * @param podsMin pods a side that must remain where some are left out
     */
    public static Alike of(Sides sides, ComparabilityRules rules, int podsMin) {
        List<Examination> examinations = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            examinations.add(new SameFact(fact, rules.mustMatch().contains(fact), podsMin));
        }
        examinations.add(new SamplingRate());
        examinations.add(new WarmUp(rules.warmUp(), podsMin));
        examinations.add(new LoadLevel());
        examinations.add(new WindowLengths());
        examinations.add(new Gaps());
        examinations.add(new Symbols());
        examinations.add(new StackDepth());
        Sides kept = sides;
        List<Check> checks = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Examination examination : examinations) {
            Step step = examination.examine(kept);
            kept = step.kept();
            checks.addAll(step.checks());
            reasons.addAll(step.reasons());
            notes.addAll(step.notes());
        }
        unsaid(sides).ifPresent(checks::add);
        return new Alike(kept, checks, reasons, notes);
    }

    private static Optional<Check> unsaid(Sides sides) {
        String unsaid = Arrays.stream(Fact.values())
                .filter(fact -> SameFact.isUnsaid(fact, sides))
                .map(Fact::label)
                .collect(Collectors.joining(", "));
        return unsaid.isEmpty()
                ? Optional.empty()
                : Optional.of(new Check(
                        "not said", Check.State.WARNING, "no profile of either side has the labels " + unsaid));
    }
}
