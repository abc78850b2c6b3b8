package dev.flamegate.delivery;

import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.Gates.Running;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is still to be said, and to whom. A row names a gate, not its verdict, and is durable before whoever asked the gate has its id: the
 * verdict is looked up when it is delivered, so that there is no moment in which one is kept and the other is not. Safe for use by many
 * threads.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** How often gates at work are looked at; those that have a verdict announce themselves. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Message INTERRUPTED = new Message.Failed(
            "The service was stopped before this gate had an answer. Nothing was decided: run it again",
            Conclusion.FAILURE);

    private final DeliveryLedger ledger;
    private final Gates gates;
    private final Map<Forge, Publisher> publishers;
    private final DeliverySettings settings;
    private final RetryRule rule;
    private final Clock clock;
    private final Consumer<Delivery> settled;
    private final Map<String, Delivery> open = new ConcurrentSkipListMap<>();
    private final Map<Forge, Instant> notBefore = Collections.synchronizedMap(new EnumMap<>(Forge.class));
    private final Object turn = new Object();
    private volatile Runnable wake = () -> {};

    /**
     * @param settled told of every delivery that leaves the outbox
     */
    public Outbox(
            DocumentStore documents,
            Gates gates,
            Map<Forge, Publisher> publishers,
            DeliverySettings settings,
            Clock clock,
            RandomGenerator random,
            Consumer<Delivery> settled) {
        this.ledger = new DeliveryLedger(documents);
        this.gates = gates;
        this.publishers = Map.copyOf(publishers);
        this.settings = settings;
        this.rule = new RetryRule(settings.giveUpAfter(), random);
        this.clock = clock;
        this.settled = settled;
        for (String id : ledger.open()) {
            ledger.find(id).filter(Delivery::isOpen).ifPresent(row -> open.put(id, row));
        }
    }

    /** Called whenever something may be due earlier than was said. */
    void wakes(Runnable action) {
        wake = action;
    }

    /**
     * Promises to deliver the verdict of a gate. Durable when it returns, unless the disk is full: then it is held in memory, because a
     * gate is never refused for its delivery.
     *
     * @param question as it was asked, for whoever wants it asked again
     * @return whether the service posts; if not, whoever asked may
     */
    public synchronized boolean announce(String gate, String service, Target target, byte[] question) {
        List<Surface> surfaces = surfaces(target);
        List<Delivery> rows = surfaces.stream()
                .map(surface -> Delivery.announced(gate, service, target, surface, clock.instant()))
                .toList();
        rows.forEach(row -> open.put(row.id(), row));
        keepIfRoom(() -> {
            ledger.keepQuestion(gate, question);
            ledger.keepOpen(open.keySet());
            for (Delivery row : rows) {
                ledger.keep(row);
                if (ledger.newest(row.slot())
                        .filter(newest -> newest.compareTo(gate) > 0)
                        .isEmpty()) {
                    ledger.keepNewest(row.slot(), gate);
                }
            }
        });
        wake.run();
        return !rows.isEmpty();
    }

    private List<Surface> surfaces(Target target) {
        Publisher publisher = publishers.get(target.forge());
        return publisher == null ? List.of() : publisher.surfaces(target);
    }

    /** Where verdicts about a service belong if a question names no repository; empty if the settings do not say. */
    public Optional<String> home(Forge forge, String service) {
        return Optional.ofNullable(publishers.get(forge)).flatMap(publisher -> publisher.home(service));
    }

    /** A gate has its answer: whatever waits for it is due. */
    public void answered(String gate) {
        open.replaceAll((id, row) -> row.gate().equals(gate) && row.attempts() == 0 ? row.at(clock.instant()) : row);
        wake.run();
    }

    /**
     * Delivers what is due.
     *
     * @return when the next one will be; empty if nothing is left
     */
    public Optional<Instant> deliverDue() {
        synchronized (turn) {
            for (Delivery row : List.copyOf(open.values())) {
                if (!due(row).isAfter(clock.instant())) {
                    attempt(row);
                }
            }
            return open.values().stream().map(this::due).min(Instant::compareTo);
        }
    }

    private Instant due(Delivery row) {
        Instant own = row.next() == null ? row.created() : row.next();
        Instant place = notBefore.getOrDefault(row.target().forge(), own);
        return own.isBefore(place) ? place : own;
    }

    private void attempt(Delivery row) {
        Optional<String> newer = ledger.newest(row.slot()).filter(newest -> newest.compareTo(row.gate()) > 0);
        Optional<GateState> state = gates.find(row.gate());
        if (newer.isPresent() && !row.started()) {
            settle(row.settled(State.SUPERSEDED, row.remote(), "gate " + newer.get() + " was asked later"));
        } else if (newer.isPresent()) {
            say(row, new Message.Superseded("gate " + newer.get()));
        } else if (state.isPresent() && state.get() instanceof Running) {
            announceStart(row);
        } else {
            say(row, state.map(Outbox::message).orElse(INTERRUPTED));
        }
    }

    private void announceStart(Delivery row) {
        if (row.surface().startsBeforeTheVerdict() && !row.started()) {
            say(row, new Message.Started());
        } else {
            open.computeIfPresent(row.id(), (id, now) -> now.at(clock.instant().plus(POLL)));
        }
    }

    private static Message message(GateState state) {
        if (state instanceof Done done) {
            return new Message.Answered(done.report());
        }
        Gates.Failed failed = (Gates.Failed) state;
        return new Message.Failed(failed.message(), failed.conclusion());
    }

    private void say(Delivery row, Message message) {
        Publisher publisher = publishers.get(row.target().forge());
        if (publisher == null) {
            settle(row.settled(State.REFUSED, row.remote(), "the service is no longer set up for it"));
            return;
        }
        try {
            Receipt receipt = publisher.publish(row, message);
            boolean goesOn = message instanceof Message.Started && receipt.state() == State.DELIVERED;
            if (goesOn) {
                keep(row.startedAs(receipt.remote(), clock.instant().plus(POLL)));
            } else {
                String remote = receipt.remote() == null ? row.remote() : receipt.remote();
                settle(row.settled(receipt.state(), remote, receipt.note()));
            }
        } catch (DeliveryException e) {
            failed(row, e);
        } catch (RuntimeException e) {
            LOG.error("delivery {} failed in a way that nobody thought of", row.id(), e);
            failed(row, new DeliveryException(DeliveryException.Kind.UNREACHABLE, e.toString(), e));
        }
        Instant rested = clock.instant().plus(settings.pause());
        notBefore.merge(row.target().forge(), rested, (before, now) -> before.isAfter(now) ? before : now);
    }

    private void failed(Delivery row, DeliveryException failure) {
        Instant now = clock.instant();
        String reason = String.valueOf(failure.getMessage());
        LOG.warn("delivery {} to {}: {}", row.id(), row.target().repository(), reason);
        switch (failure.kind()) {
            case SURFACE_REFUSED -> {
                if (row.surface() == Surface.CHECK) {
                    keep(row.on(Surface.STATUS, reason, now));
                } else {
                    settle(row.settled(State.REFUSED, row.remote(), reason));
                }
            }
            case REFUSED -> settle(row.settled(State.REFUSED, row.remote(), reason));
            default -> later(row, failure, now);
        }
    }

    private void later(Delivery row, DeliveryException failure, Instant now) {
        String reason = String.valueOf(failure.getMessage());
        if (rule.givesUp(row, now)) {
            settle(row.settled(State.GIVEN_UP, row.remote(), reason));
            return;
        }
        Instant next = rule.next(failure, row.attempts(), now);
        if (failure.kind() == DeliveryException.Kind.BUSY) {
            notBefore.put(row.target().forge(), next);
        }
        keep(row.failed(reason, next));
    }

    private synchronized void keep(Delivery row) {
        open.put(row.id(), row);
        keepIfRoom(() -> ledger.keep(row));
    }

    private synchronized void settle(Delivery row) {
        open.remove(row.id());
        keepIfRoom(() -> {
            ledger.keep(row);
            ledger.keepOpen(open.keySet());
        });
        settled.accept(row);
    }

    private static void keepIfRoom(Runnable keeping) {
        try {
            keeping.run();
        } catch (StoreException e) {
            LOG.error("the outbox could not be kept; what it holds is in memory only", e);
        }
    }

    /** How a gate was asked; empty if it had no place to be posted to. */
    public Optional<byte[]> question(String gate) {
        return ledger.question(gate);
    }

    /** The deliveries of one gate. */
    public List<Delivery> of(String gate) {
        List<Delivery> rows = new ArrayList<>();
        find(gate + "-check").ifPresent(rows::add);
        find(gate + "-comment").ifPresent(rows::add);
        return rows;
    }

    public Optional<Delivery> find(String id) {
        Delivery waiting = open.get(id);
        return waiting == null ? ledger.find(id) : Optional.of(waiting);
    }

    /** Newest first, at most this many; those that are still open come from memory. */
    public List<Delivery> latest(int countMax, boolean openOnly) {
        List<String> ids = new ArrayList<>(openOnly ? open.keySet() : ledger.ids());
        Collections.reverse(ids);
        return ids.stream().flatMap(id -> find(id).stream()).limit(countMax).toList();
    }

    public int openCount() {
        return open.size();
    }

    /** Tries again now, whatever became of it; nothing is said twice by that. */
    public synchronized Optional<Delivery> retry(String id) {
        Optional<Delivery> again = find(id).map(row -> row.anew(clock.instant()));
        again.ifPresent(row -> {
            notBefore.remove(row.target().forge());
            open.put(id, row);
            keepIfRoom(() -> {
                ledger.keepOpen(open.keySet());
                ledger.keep(row);
            });
            wake.run();
        });
        return again;
    }
}
