package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Damage;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
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
    public Selected select(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        return database.whileOpen(() -> {
            Service known = appender.catalog().service(service);
            if (known == null) {
                return new Selected(new CallTreeBuilder().build(), List.of());
            }
            List<StoredProfile> profiles = Selection.read(database, known.series(), type, selector, range);
            CallTree tree = dictionaries.of(known).tree();
            Selection.check(database, profiles, tree);
            return new Selected(tree, profiles);
        });
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
