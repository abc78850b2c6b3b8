package dev.flamegate.gate.comparability;

import dev.flamegate.reports.Check;
import dev.flamegate.reports.Check.State;
import dev.flamegate.reports.Reason;
import java.util.List;

/**
 * What one examination found.
 *
 * @param kept the sides as later examinations see them
 * @param checks one, or none if nothing is known
 * @param reasons at most one: why the sides cannot be compared
 * @param notes what was left out
 */
record Step(Sides kept, List<Check> checks, List<Reason> reasons, List<String> notes) {

    static Step nothing(Sides sides) {
        return new Step(sides, List.of(), List.of(), List.of());
    }

    static Step fine(Sides sides, String name, String detail) {
        return of(sides, name, State.OK, detail);
    }

    static Step warning(Sides sides, String name, String detail) {
        return of(sides, name, State.WARNING, detail);
    }

    /** Some was left out, and the rest is alike. */
    static Step stratified(Sides kept, String name, String detail, String note) {
        return new Step(kept, List.of(new Check(name, State.WARNING, detail)), List.of(), List.of(note));
    }

    static Step failed(Sides sides, String name, String detail, Reason reason) {
        return new Step(sides, List.of(new Check(name, State.FAILED, detail)), List.of(reason), List.of());
    }

    private static Step of(Sides sides, String name, State state, String detail) {
        return new Step(sides, List.of(new Check(name, state, detail)), List.of(), List.of());
    }
}
