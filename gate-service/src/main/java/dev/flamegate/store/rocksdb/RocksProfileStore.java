package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Damage;
import dev.flamegate.store.Merged;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
                    : new Selection(database, dictionaries, known, type, range, resolution).profiles(anyOf);
        });
    }

    @Override
    public Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        return database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            return known == null
                    ? new Merged(new CallTreeBuilder().build(), NodeVector.EMPTY, 0)
                    : new Selection(database, dictionaries, known, type, range, Resolution.HOUR).sum(List.of(selector));
        });
    }

    int rollUp(long nowNanos) {
        return database.whileOpen(() -> appender.rollUp(nowNanos));
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
            List<StoredSeries> found = new ArrayList<>();
            appender.catalog().services().stream()
                    .sorted(Comparator.comparing(Service::name))
                    .forEach(service -> service.series().stream()
                            .filter(series ->
                                    selector.matches(series.definition().labels()))
                            .sorted(Comparator.comparing(
                                    series -> series.definition().labels().toString()))
                            .forEach(series -> found.add(series.summary())));
            return found;
        });
    }

    /** Closes the whole store. */
    @Override
    public void close() {
        database.close();
    }
}
