package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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
    private final WriteTimes times = new WriteTimes();
    private final ConcurrentLinkedQueue<Request> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Catalog catalog;
    private volatile int firstWholeDay;
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
        this.firstWholeDay = firstWholeDay(catalog);
    }

    /** No day before it takes profiles any more: one of the series has lost its own. */
    private static int firstWholeDay(Catalog catalog) {
        return catalog.allSeries().stream()
                .flatMap(series -> series.allDays().entrySet().stream())
                .filter(day -> day.getValue().dropped() > 0)
                .mapToInt(day -> day.getKey() + 1)
                .max()
                .orElse(0);
    }

    /** What is on the disk. */
    Catalog catalog() {
        return catalog;
    }

    WriteFigures figures() {
        return times.figures();
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
        checkKept(profile);
        Service known = catalog.service(Utf8.storable(service));
        if (known != null) {
            dictionaries.of(Dictionaries.Key.of(known, Keys.day(profile.startNanos())));
        }
    }

    /** A profile more would undo the sums of an hour whose other profiles are gone. Whoever appends in time does not come here. */
    private void checkKept(Profile profile) {
        if (Keys.day(profile.startNanos()) < firstWholeDay) {
            throw new RefusedProfileException(
                    RefusedProfileException.Limit.AGE,
                    profile.origin() + ": the profile starts at " + Keys.timeInWords(profile.startNanos())
                            + ", a day whose profiles the store has dropped",
                    "send profiles while retention.profiles keeps their day, or raise it",
                    0);
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
     * Adds up some of the hours and days that ended ten minutes ago or earlier, so few that nobody who appends meanwhile waits for long.
     *
     * @return how many; 0 when nothing is left to be done
     */
    int rollUp(long nowNanos) {
        writing.lock();
        try (RollUpBatch batch = new RollUpBatch(database, dictionaries)) {
            refreshCatalog();
            batch.addDue(catalog, nowNanos);
            if (batch.sums() > 0) {
                boolean written = false;
                try {
                    writer.write(batch.complete());
                    batch.apply();
                    written = true;
                } finally {
                    catalogIsStale |= !written;
                }
            }
            return batch.sums();
        } catch (RocksDBException e) {
            throw database.failed("rolling up profiles", e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Takes one detail from the oldest day before {@code beforeDay} that still has it.
     *
     * @return the day; empty if there is none
     */
    OptionalInt drop(Detail detail, int beforeDay, Predicate<Labels> pinned) {
        writing.lock();
        try {
            refreshCatalog();
            OptionalInt day = DropBatch.oldest(catalog, detail, beforeDay, pinned);
            if (day.isPresent()) {
                write(new DropBatch(database, day.getAsInt(), detail), pinned);
            }
            return day;
        } catch (RocksDBException e) {
            throw database.failed("dropping " + detail.family().inWords(), e);
        } finally {
            writing.unlock();
        }
    }

    private void write(DropBatch drop, Predicate<Labels> pinned) throws RocksDBException {
        try (DropBatch batch = drop) {
            batch.add(catalog, pinned);
            boolean written = false;
            try {
                writer.write(batch.complete());
                batch.apply();
                written = true;
            } finally {
                catalogIsStale |= !written;
                firstWholeDay = Math.max(firstWholeDay, batch.day() + 1);
            }
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
                if (catalog.matching(service, LabelSelector.ALL).stream()
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
        try (Batch batch = new Batch(database, catalog, dictionaries, times)) {
            boolean written = false;
            try {
                for (Request request : group) {
                    for (Profile profile : request.profiles) {
                        batch.add(profile);
                    }
                }
                WriteBatch rows = batch.complete();
                long begun = System.nanoTime();
                writer.write(rows);
                times.sync(System.nanoTime() - begun);
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
