package dev.flamegate.gate.follow;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Looks.Held;
import dev.flamegate.reports.Measure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A follow as it stands at one moment. Immutable: everything that happens makes a new one with the next event's number.
 *
 * @param event number of this state, ascending within a follow, over restarts too
 * @param look the latest look that was taken or passed over; 0 before the first
 * @param held what there is so far
 * @param smallestDetectable the growth of any function, as a share, that the last look would have found in 4 of 5 cases; null as long as
 *     nothing could be compared
 * @param suspects what would be looked at first if it ended now, most suspicious first
 * @param message what it waits for, in words; empty if there is nothing to say
 * @param suspectedAt when the look that failed was taken; null unless its suspects are, or were, to be confirmed
 */
public record Follow(
        String id,
        EvaluationRequest question,
        FollowPlan plan,
        long event,
        State state,
        int look,
        Held held,
        @Nullable Double smallestDetectable,
        List<Suspect> suspects,
        String message,
        @Nullable Instant suspectedAt) {

    /** Where it stands. */
    public enum State {
        /** There is not enough to compare yet. */
        WAITING,
        /** The last look decided nothing. */
        WATCHING,
        /** A look failed, and its suspects are to be tested on fresh data. */
        CONFIRMING,
        /** The gate of its id has a report. */
        DONE,
        /** Somebody ended it before it had a verdict. */
        CANCELLED,
        /** Its last look could not run. */
        FAILED;

        public boolean isOver() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }

    /**
     * A function that may have grown.
     *
     * @param delta by so much, as a share
     * @param p of its row alone, before the correction for many rows
     */
    public record Suspect(String function, Measure measure, double delta, double p) {}

    private static final Held NOTHING = new Held(new Held.Side(0, 0), new Held.Side(0, 0));

    public Follow {
        suspects = List.copyOf(suspects);
    }

    static Follow begun(String id, EvaluationRequest question, FollowPlan plan) {
        return new Follow(
                id, question, plan, 1, State.WAITING, 0, NOTHING, null, List.of(), "The first look is to come.", null);
    }

    /** When something is to happen, unless it is over. */
    public Instant nextAt() {
        if (suspectedAt != null) {
            return suspectedAt.plus(plan.interval());
        }
        return plan.at(Math.min(plan.looks(), look + 1));
    }

    Follow holding(Held now) {
        return new Follow(
                id, question, plan, event + 1, state, look, now, smallestDetectable, suspects, message, suspectedAt);
    }

    Follow in(State other, String why) {
        return new Follow(
                id, question, plan, event + 1, other, look, held, smallestDetectable, suspects, why, suspectedAt);
    }

    Follow looked(int number, Found found, State other) {
        return new Follow(
                id,
                question,
                plan,
                event + 1,
                other,
                number,
                found.held(),
                found.smallestDetectable(),
                found.suspects(),
                found.message(),
                suspectedAt);
    }

    /** A look that is over without having found anything out. */
    Follow passedOver(int number, String why) {
        return new Follow(
                id, question, plan, event + 1, state, number, held, smallestDetectable, suspects, why, suspectedAt);
    }

    Follow suspecting(Instant at) {
        return new Follow(
                id, question, plan, event + 1, State.CONFIRMING, look, held, smallestDetectable, suspects, message, at);
    }
}
