package dev.flamegate.delivery;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One verdict on its way to one surface of one target: a row of the outbox. There is never a second one for the same gate and surface,
 * nor for the same deployment.
 *
 * @param gate whose verdict it is; gates ascend with time; empty if none was asked
 * @param surface may become {@link Surface#STATUS} when checks turn out not to be allowed
 * @param started whether the surface shows that the gate is at work
 * @param attempts that failed since the last one that did not
 * @param next when it is tried next; null once it is settled
 * @param remote what the place calls the thing that was made there
 * @param note why it is where it is, for people: the last failure, or what took its place
 */
public record Delivery(
        String gate,
        String service,
        Target target,
        Surface surface,
        State state,
        boolean started,
        int attempts,
        Instant created,
        @Nullable Instant next,
        @Nullable String remote,
        @Nullable String note) {

    /** How far it is. */
    public enum State {
        /** To be delivered, or to be tried again. */
        PENDING,
        DELIVERED,
        /** There was nothing that had to be said. */
        SKIPPED,
        /** A newer verdict, or a newer commit, took its place. */
        SUPERSEDED,
        /** The place will not take it, however often it is asked. */
        REFUSED,
        /** Tried for as long as the settings allow. */
        GIVEN_UP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Delivery announced(String gate, String service, Target target, Surface surface, Instant now) {
        return new Delivery(gate, service, target, surface, State.PENDING, false, 0, now, now, null, null);
    }

    /** Stays when a check becomes a status, and when another gate is asked about the same deployment. */
    public String id() {
        Deployment deployment = target.deployment();
        return deployment == null ? gate + "-" + kind() : kind() + "-" + deployment.key();
    }

    private String kind() {
        return switch (surface) {
            case COMMENT -> "comment";
            case DEPLOYMENT -> "deployment";
            case CHECK, STATUS -> "check";
        };
    }

    public boolean isOpen() {
        return state == State.PENDING;
    }

    /** The same thing shown to the same people: of all deliveries for one slot, the newest gate's holds. */
    String slot() {
        String request = target.pullRequest() == null ? target.sha() : Integer.toString(target.pullRequest());
        return String.join(
                " ", target.forge().name(), target.repository().toLowerCase(Locale.ROOT), request, kind(), service);
    }

    Delivery startedAs(@Nullable String newRemote, Instant again) {
        return new Delivery(gate, service, target, surface, state, true, 0, created, again, newRemote, null);
    }

    Delivery settled(State newState, @Nullable String newRemote, @Nullable String newNote) {
        return new Delivery(
                gate, service, target, surface, newState, started, attempts, created, null, newRemote, newNote);
    }

    Delivery failed(String reason, Instant again) {
        return new Delivery(
                gate, service, target, surface, state, started, attempts + 1, created, again, remote, reason);
    }

    Delivery at(Instant time) {
        return new Delivery(gate, service, target, surface, state, started, attempts, created, time, remote, note);
    }

    /** As if it had never been tried. */
    Delivery anew(Instant now) {
        return new Delivery(gate, service, target, surface, State.PENDING, started, 0, now, now, remote, null);
    }

    /** The same on a lesser surface, from the beginning. */
    Delivery on(Surface lesser, String reason, Instant now) {
        return new Delivery(gate, service, target, lesser, state, false, 0, created, now, null, reason);
    }
}
