package dev.flamegate.gate.follow;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates.GatesBusyException;
import dev.flamegate.gate.Looked;
import dev.flamegate.gate.Looks;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follow at work. Everything happens on the engine, which does one task at a time; {@link #state} alone is read by others.
 *
 * <p>Deadline and looks are by the clock and never move: a look whose time passed while the service was down, or while another look was at
 * work, is passed over, and its part of the error rate is not spent. A look that fails ends the follow or, if its suspects are to be
 * confirmed, waits one interval for fresh data. A look that passes ends nothing before the deadline: a canary may regress late.
 */
final class FollowedGate {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedGate.class);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    private final Looks looks;
    private final Executor engine;
    private final Consumer<Follow> changed;
    private volatile Follow state;
    private boolean atWork;
    private boolean deciding;
    private Instant countedAt;

    /**
     * @param changed told of every new state
     */
    FollowedGate(Looks looks, Executor engine, Consumer<Follow> changed, Follow state) {
        this.looks = looks;
        this.engine = engine;
        this.changed = changed;
        this.state = state;
        this.countedAt = state.plan().start();
    }

    Follow state() {
        return state;
    }

    /** Begins what is due. */
    void step(Instant now) {
        if (atWork || state.state().isOver()) {
            return;
        }
        try {
            if (state.state() == Follow.State.CONFIRMING) {
                confirmIfDue(now);
            } else if (state.plan().due(now) > state.look()) {
                look(state.plan().due(now), now);
            } else if (!now.isBefore(countedAt.plus(COUNT_EVERY))) {
                count(now);
            }
        } catch (GatesBusyException e) {
            LOG.debug("follow {} waits for its turn", state.id(), e);
        }
    }

    /** @return whether it was still open */
    boolean cancel(Instant now, String why) {
        if (deciding || state.state().isOver()) {
            return false;
        }
        change(state.in(
                Follow.State.CANCELLED,
                "Ended at " + seconds(now) + ", after look " + state.look() + " of "
                        + state.plan().looks() + ", before it had a verdict"
                        + (why.isEmpty() ? "." : ": " + why + ".")));
        return true;
    }

    private void look(int number, Instant now) {
        EvaluationRequest request = asked(number, now);
        work(looks.look(state.id(), request, List.of(note())), look -> looked(number, now, look), failure -> {
            if (number == state.plan().looks()) {
                fail(request, failure);
            } else {
                LOG.error("follow {}: look {} could not run", state.id(), number, failure);
                change(state.passedOver(number, "Look " + number + " could not run: " + failure.getMessage()));
            }
        });
    }

    /** The question about the profiles that began so far, or before the deadline. */
    private EvaluationRequest asked(int number, Instant now) {
        FollowPlan plan = state.plan();
        TimeRange window = state.question().window();
        long until = nanos(now.isAfter(plan.end()) ? plan.end() : now);
        long end = Math.max(window.startNanos(), Math.min(window.endNanos(), until));
        return state.question().at(new Look(number, plan.looks()), new TimeRange(window.startNanos(), end));
    }

    private String note() {
        FollowPlan plan = state.plan();
        return "Followed since " + seconds(plan.start()) + " with " + plan.looks()
                + (plan.looks() == 1 ? " planned look" : " planned looks") + ", until " + seconds(plan.end())
                + " at the latest.";
    }

    private void looked(int number, Instant now, Looked look) {
        Found found = Found.in(look.report());
        boolean fails = look.report().verdict() == Verdict.FAIL;
        if (fails && state.plan().confirm()) {
            Follow next = state.looked(number, found, Follow.State.CONFIRMING)
                    .suspecting(earlier(now, state.plan().end()));
            work(looks.suspect(look), done -> change(next), failure -> fail(look.request(), failure));
        } else if (fails || number == state.plan().looks()) {
            decide(look, state.looked(number, found, Follow.State.DONE));
        } else {
            boolean compared = found.smallestDetectable() != null;
            change(state.looked(number, found, compared ? Follow.State.WATCHING : Follow.State.WAITING));
        }
    }

    private void confirmIfDue(Instant now) {
        Instant from =
                java.util.Objects.requireNonNull(state.suspectedAt(), "a follow that confirms suspects something");
        if (now.isBefore(from.plus(state.plan().interval()))) {
            return;
        }
        EvaluationRequest request = asked(state.look(), from);
        work(
                looks.confirm(state.id(), request, new TimeRange(nanos(from), nanos(now))),
                look -> decide(look, state.in(Follow.State.DONE, "")),
                failure -> fail(request, failure));
    }

    private void count(Instant now) {
        work(
                looks.count(asked(Math.max(1, state.look()), now)),
                held -> {
                    countedAt = now;
                    if (!held.equals(state.held())) {
                        change(state.holding(held));
                    }
                },
                failure -> {
                    countedAt = now;
                    LOG.warn("follow {}: what there is could not be counted", state.id(), failure);
                });
    }

    private void decide(Looked look, Follow next) {
        deciding = true;
        work(looks.keep(look), kept -> change(next), failure -> fail(look.request(), failure));
    }

    private void fail(EvaluationRequest request, RuntimeException failure) {
        LOG.error("follow {} could not be answered", state.id(), failure);
        looks.fail(state.id(), request, failure);
        change(state.in(Follow.State.FAILED, "The gate could not run: " + failure.getMessage()));
    }

    private void change(Follow next) {
        state = next;
        changed.accept(next);
    }

    /** One piece of work at a time; what comes of it is handled by the engine, unless somebody ended the follow meanwhile. */
    private <T> void work(CompletableFuture<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        atWork = true;
        work.whenCompleteAsync(
                (value, failure) -> {
                    atWork = false;
                    if (state.state().isOver()) {
                        return;
                    }
                    try {
                        if (failure == null) {
                            done.accept(value);
                        } else {
                            failed.accept(cause(failure));
                        }
                    } catch (GatesBusyException e) {
                        deciding = false;
                        LOG.debug("follow {} waits for its turn", state.id(), e);
                    } catch (RuntimeException e) {
                        LOG.error("follow {} could not go on, and tries again", state.id(), e);
                    }
                },
                engine);
    }

    private static RuntimeException cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }
}
