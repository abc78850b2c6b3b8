package dev.flamegate.delivery;

import dev.flamegate.delivery.Delivery.State;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.gate.Gates;
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

    private final DeliveryLedger ledger;
    private final Messages messages;
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
        this.messages = new Messages(gates, ledger);
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
        keepIfRoom(() -> ledger.keepQuestion(gate, question));
        return announce(gate, service, target);
    }

    /**
     * The same for a gate whose question is kept already, or is of no use to others.
     *
     * @param gate may have its verdict; empty if the target is a deployment that is refused without one
     */
    public synchronized boolean announce(String gate, String service, Target target) {
        List<Delivery> rows = surfaces(target).stream()
                .map(surface -> Delivery.announced(gate, service, target, surface, clock.instant()))
                .toList();
        rows.forEach(row -> open.put(row.id(), row));
        keepIfRoom(() -> {
            ledger.keepOpen(open.keySet());
            rows.forEach(ledger::keepAnnounced);
        });
        wake.run();
        return !rows.isEmpty();
    }

    private List<Surface> surfaces(Target target) {
        Publisher publisher = publishers.get(target.forge());
        return publisher == null
                ? List.of()
                : publisher.surfaces(target).stream()
                        .filter(surface -> surface != Surface.COMMENT || settings.comments() != Comments.NEVER)
                        .toList();
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
        Optional<Message> message = messages.of(row, clock.instant());
        if (message.isEmpty()) {
            open.computeIfPresent(row.id(), (id, now) -> now.at(clock.instant().plus(POLL)));
        } else if (message.get() instanceof Message.Superseded superseded && !row.started()) {
            settle(row.settled(State.SUPERSEDED, row.remote(), superseded.by() + " was asked later"));
        } else if (message.get() instanceof Message.Ended ended && row.surface() == Surface.COMMENT) {
            settle(row.settled(State.SKIPPED, row.remote(), ended.why()));
        } else {
            say(row, message.get());
        }
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
        if (isAskedAnew(row)) {
            return;
        }
        open.put(row.id(), row);
        keepIfRoom(() -> ledger.keep(row));
    }

    /** While this was said, the same was asked for once more: what became of the earlier one must not end the later one. */
    private boolean isAskedAnew(Delivery row) {
        Delivery now = open.get(row.id());
        return now != null && now.created().isAfter(row.created());
    }

    private synchronized void settle(Delivery row) {
        if (isAskedAnew(row)) {
            return;
        }
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

    /** Gates that the service was stopped under, although somebody waits for them; without those that were asked again. */
    public List<String> interrupted() {
        return open.values().stream()
                .map(Delivery::gate)
                .filter(gate -> !gate.isEmpty() && messages.isGone(gate) && !ledger.isAgain(gate))
                .distinct()
                .toList();
    }

    /** Whoever waits for an interrupted gate waits for another one. */
    public void askedAgain(String gate, String again) {
        keepIfRoom(() -> ledger.keepAgain(gate, again));
        of(gate).stream()
                .filter(row -> row.isOpen() && row.target().deployment() != null)
                .forEach(row -> announce(again, row.service(), row.target()));
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
        ledger.deployments(gate)
                .forEach(id -> find(id).filter(row -> row.gate().equals(gate)).ifPresent(rows::add));
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
