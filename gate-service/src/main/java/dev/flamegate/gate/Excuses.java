package dev.flamegate.gate;

import dev.flamegate.gate.policy.Acknowledgement;
import dev.flamegate.reports.Acknowledged;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks a growth up in the policy: is its function ignored, or does somebody answer for it? The measured growth is held against the bound;
 * it was found significant before anybody asked.
 */
final class Excuses {
    private final Rules rules;

    Excuses(Rules rules) {
        this.rules = rules;
    }

    /** What the policy says of these causes, as far as it says something. */
    List<Excused> of(List<Blame.Cause> causes, Comparison comparison) {
        List<Excused> found = new ArrayList<>();
        for (Blame.Cause cause : causes) {
            TestedRow row = comparison.rows().get(cause.row());
            of(
                            cause,
                            comparison.merged().name(row.function()),
                            comparison.compared().rows().get(cause.row()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<Excused> of(Blame.Cause cause, String function, RowOutcome row) {
        double points = 100 * row.delta();
        Optional<Double> percent =
                row.baselineShare() > 0 ? Optional.of(points / row.baselineShare()) : Optional.empty();
        if (rules.ignores(function)) {
            return Optional.of(new Excused(
                    Optional.of(cause), Optional.empty(), Acknowledged.State.HELD, Optional.of(points), percent));
        }
        return best(rules.acknowledged(function), Optional.of(points), percent)
                .map(found -> new Excused(
                        Optional.of(cause),
                        Optional.of(found),
                        state(found, Optional.of(points), percent),
                        Optional.of(points),
                        percent));
    }

    /** @param growth of the cost of a request, as a fraction of the baseline's */
    Optional<Excused> ofRequestCost(double growth) {
        Optional<Double> percent = Optional.of(100 * growth);
        return best(rules.acknowledgedCosts(), Optional.empty(), percent)
                .map(found -> new Excused(
                        Optional.empty(),
                        Optional.of(found),
                        state(found, Optional.empty(), percent),
                        Optional.empty(),
                        percent));
    }

    /** Of several for one function one that holds, else the first. */
    private Optional<Acknowledgement> best(
            List<Acknowledgement> some, Optional<Double> points, Optional<Double> percent) {
        return some.stream()
                .filter(one -> state(one, points, percent) == Acknowledged.State.HELD)
                .findFirst()
                .or(() -> some.stream().findFirst());
    }

    private Acknowledged.State state(Acknowledgement one, Optional<Double> points, Optional<Double> percent) {
        if (one.expiredOn(rules.day())) {
            return Acknowledged.State.EXPIRED;
        }
        return one.covers(points.orElse(null), percent.orElse(null))
                ? Acknowledged.State.HELD
                : Acknowledged.State.EXCEEDED;
    }
}
