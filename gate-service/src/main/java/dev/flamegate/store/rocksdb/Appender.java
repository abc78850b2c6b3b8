package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one writer. Threads put their profiles into a queue and take the lock; whoever gets it writes everything in the queue with one
 * sync, and the others find their work done. With two batches in flight, the second could refer to nodes which the first hands
 * out and then fails to write.
 */
final class Appender {
    /** Bounds the memory of one batch; a single append may exceed it. */
    private static final int STACKS_PER_BATCH_MAX = 1 << 20;

    private final Database database;
    private final BatchWriter writer;
    private final Dictionaries dictionaries;
    private final ConcurrentLinkedQueue<Request> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Catalog catalog;
    private boolean catalogIsStale;

    private static final class Request {
        final List<Profile> profiles;
        boolean done;

        @Nullable
        Throwable failure;

        Request(List<Profile> profiles) {
            this.profiles = profiles;
        }
    }

    Appender(Database database, BatchWriter writer, Dictionaries dictionaries) {
        this.database = database;
        this.writer = writer;
        this.dictionaries = dictionaries;
        this.catalog = CatalogReader.read(database);
    }

    /** What is on the disk. */
    Catalog catalog() {
        return catalog;
    }

    void append(List<Profile> profiles) {
        profiles.forEach(this::check);
        Request request = new Request(List.copyOf(profiles));
        queue.add(request);
        writing.lock();
        try {
            while (!request.done) {
                write(nextGroup());
            }
        } finally {
            writing.unlock();
        }
        if (request.failure != null) {
            throw failure(request.failure);
        }
    }

    /** Here, before the queue: what is wrong with one profile must not fail the others in its batch. */
    private void check(Profile profile) {
        String service = profile.labels().valueOrEmpty(Labels.SERVICE);
        if (service.isEmpty()) {
            throw new IllegalArgumentException(
                    profile.origin() + ": profile has no label " + Labels.SERVICE + ", only " + profile.labels());
        }
        if (profile.startNanos() <= 0 || profile.durationNanos() < 0) {
            throw new IllegalArgumentException(profile.origin() + ": profile starts at " + profile.startNanos()
                    + " and lasts " + profile.durationNanos() + ", expected Unix nanoseconds above 0 and 0 or more");
        }
        for (int type = 0; type < profile.sampleTypes().size(); type++) {
            profile.type(type);
        }
        Service known = catalog.service(Utf8.storable(service));
        if (known != null) {
            dictionaries.of(Dictionaries.Key.of(known, Keys.day(profile.startNanos())));
        }
    }

    private List<Request> nextGroup() {
        List<Request> group = new ArrayList<>();
        long stacks = 0;
        while (stacks < STACKS_PER_BATCH_MAX) {
            Request request = queue.poll();
            if (request == null) {
                break;
            }
            group.add(request);
            for (Profile profile : request.profiles) {
                stacks += profile.stackCount();
            }
        }
        return group;
    }

    private void write(List<Request> group) {
        Throwable failure = null;
        try {
            writeOrDiscard(group);
        } catch (RocksDBException | RuntimeException | Error e) {
            failure = e;
        }
        for (Request request : group) {
            request.failure = failure;
            request.done = true;
        }
    }

    /**
     * Adds up some of the hours that ended ten minutes ago or earlier, so few that nobody who appends meanwhile waits for long.
     *
     * @return how many; 0 when nothing is left to be done
     */
    int rollUp(long nowNanos) {
        writing.lock();
        try (RollUpBatch batch = new RollUpBatch(database, dictionaries)) {
            refreshCatalog();
            batch.addDue(catalog, nowNanos);
            if (batch.hours() > 0) {
                boolean written = false;
                try {
                    writer.write(batch.complete());
                    batch.apply();
                    written = true;
                } finally {
                    catalogIsStale |= !written;
                }
            }
            return batch.hours();
        } catch (RocksDBException e) {
            throw database.failed("rolling up profiles", e);
        } finally {
            writing.unlock();
        }
    }

    /** Dictionaries on the disk of whose days no series has any. */
    List<Dictionaries.Key> unusedDictionaries() {
        List<Dictionaries.Key> unused = new ArrayList<>();
        if (!catalog.damage().isEmpty() || database.damagedTable() != null) {
            return unused;
        }
        for (Service service : catalog.services()) {
            for (int generation : dictionaries.stored(service)) {
                int first = generation * Keys.DAYS_PER_DICTIONARY;
                int last = first + Keys.DAYS_PER_DICTIONARY - 1;
                if (service.series().stream()
                        .allMatch(series -> series.days(first, last).isEmpty())) {
                    unused.add(new Dictionaries.Key(service, generation));
                }
            }
        }
        return unused;
    }

    /** To be called while nobody else uses the store: who has read profiles may be about to read their dictionary. */
    int dropUnusedDictionaries() {
        writing.lock();
        try (WriteBatch batch = new WriteBatch()) {
            refreshCatalog();
            List<Dictionaries.Key> unused = unusedDictionaries();
            for (Dictionaries.Key key : unused) {
                byte[] first = Keys.dictionary(key.service().number(), key.generation(), 0);
                byte[] end = Keys.dictionary(key.service().number(), key.generation() + 1, 0);
                batch.deleteRange(database.handle(Family.FUNCTIONS), first, end);
                batch.deleteRange(database.handle(Family.NODES), first, end);
                dictionaries.discard(key);
            }
            writer.write(batch);
            return unused.size();
        } catch (RocksDBException e) {
            throw database.failed("dropping dictionaries", e);
        } finally {
            writing.unlock();
        }
    }

    private void refreshCatalog() {
        if (catalogIsStale) {
            catalog = CatalogReader.read(database);
            catalogIsStale = false;
        }
    }

    private void writeOrDiscard(List<Request> group) throws RocksDBException {
        refreshCatalog();
        try (Batch batch = new Batch(database, catalog, dictionaries)) {
            boolean written = false;
            try {
                for (Request request : group) {
                    for (Profile profile : request.profiles) {
                        batch.add(profile);
                    }
                }
                writer.write(batch.complete());
                batch.apply();
                written = true;
            } finally {
                if (!written) {
                    batch.discard();
                    catalogIsStale = true;
                }
            }
        }
    }

    private RuntimeException failure(Throwable failure) {
        if (failure instanceof RocksDBException e) {
            return database.failed("writing profiles", e);
        }
        StoreException.Reason reason = failure instanceof StoreException e ? e.reason() : StoreException.Reason.FAILED;
        return new StoreException(
                reason, "store " + database.folder() + ": profiles were not stored: " + failure.getMessage(), failure);
    }
}
