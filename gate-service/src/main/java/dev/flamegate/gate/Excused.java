package dev.flamegate.gate;

import dev.flamegate.gate.policy.Acknowledgement;
import dev.flamegate.reports.Acknowledged;
import java.util.Optional;

/**
 * A growth that the policy has something to say about.
 *
 * @param cause none for the cost of a request
 * @param acknowledgement none if the function is ignored
 * @param state what became of it; an ignored function's growth is held
 * @param points by how many percentage points it grew; empty for the cost of a request
 * @param percent by how much of its baseline; empty if there was none
 */
record Excused(
        Optional<Blame.Cause> cause,
        Optional<Acknowledgement> acknowledgement,
        Acknowledged.State state,
        Optional<Double> points,
        Optional<Double> percent) {

    /** Whether the growth does not fail because of it. */
    boolean excuses() {
        return state == Acknowledged.State.HELD;
    }
}
