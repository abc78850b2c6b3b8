package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Damage;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import dev.flamegate.store.StoredTotal;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The profiles of a {@link RocksStore}. */
final class RocksProfileStore implements ProfileStore {
    private final Database database;
    private final Dictionaries dictionaries;
    private final Appender appender;

    RocksProfileStore(Database database, BatchWriter writer) {
        this.database = database;
        this.dictionaries = new Dictionaries(database);
        this.appender = new Appender(database, writer, dictionaries);
    }

    WriteFigures figures() {
        return appender.figures();
    }

    /** What was left out of the catalogue when it was read. */
    List<Damage> damage() {
        return List.copyOf(appender.catalog().damage());
    }

    @Override
    public void append(List<Profile> profiles) {
        database.whileOpen(() -> {
            appender.append(profiles);
            return true;
        });
    }

    @Override
    public Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution) {
        return database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            return known == null
                    ? new Selected(new CallTreeBuilder().build(), List.of())
                    : selection(known, type, range, resolution).profiles(anyOf);
        });
    }

    @Override
    public CallTree visit(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredProfile> visitor) {
        return database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            return known == null
                    ? new CallTreeBuilder().build()
                    : selection(known, type, range, resolution).visit(List.of(selector), visitor);
        });
    }

    @Override
    public void visitTotals(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredTotal> visitor) {
        database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            if (known != null) {
                selection(known, type, range, resolution).visitTotals(List.of(selector), visitor);
            }
            return known != null;
        });
    }

    @Override
    public Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        return database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            return known == null
                    ? new Merged(new CallTreeBuilder().build(), NodeVector.EMPTY, 0)
                    : selection(known, type, range, Resolution.DAY).sum(List.of(selector));
        });
    }

    private Selection selection(Service service, ProfileType type, TimeRange range, Resolution resolution) {
        return new Selection(database, appender.catalog(), dictionaries, service, type, range, resolution);
    }

    int rollUp(long nowNanos) {
        return database.whileOpen(() -> appender.rollUp(nowNanos));
    }

    OptionalInt drop(Detail detail, int beforeDay, Predicate<Labels> pinned) {
        return database.whileOpen(() -> {
            OptionalInt day = appender.drop(detail, beforeDay, pinned);
            day.ifPresent(
                    dropped -> database.compact(detail.family(), Keys.pair(dropped, 0), Keys.pair(dropped + 1, 0)));
            return day;
        });
    }

    long bytesOnDisk() {
        return database.whileOpen(database::bytesOnDisk);
    }

    /** Looks first, and shuts everybody else out only if there is something to delete, which is at most once in four weeks. */
    int dropUnusedDictionaries() {
        return database.whileOpen(appender::unusedDictionaries).isEmpty()
                ? 0
                : database.whileAlone(appender::dropUnusedDictionaries);
    }

    @Override
    public List<StoredSeries> series(LabelSelector selector) {
        return database.whileOpen(() -> {
            Catalog catalog = appender.catalog();
            return catalog.matching(selector).stream()
                    .filter(series -> !series.allDays().isEmpty())
                    .sorted(Comparator.<Series, String>comparing(
                                    series -> catalog.serviceOf(series).name())
                            .thenComparing(
                                    series -> series.definition().labels().toString()))
                    .map(Series::summary)
                    .toList();
        });
    }

    /** Closes the whole store. */
    @Override
    public void close() {
        database.close();
    }
}
