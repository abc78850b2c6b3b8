package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    @Override
    public void append(List<Profile> profiles) {
        database.whileOpen(() -> {
            appender.append(profiles);
            return true;
        });
    }

    @Override
    public Selected select(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        List<StoredProfile> profiles = new ArrayList<>();
        CallTree tree = visit(service, type, selector, range, profiles::add);
        return new Selected(tree, profiles);
    }

    @Override
    public CallTree visit(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Predicate<StoredProfile> visitor) {
        return database.whileOpen(() -> {
            Catalog catalog = appender.catalog();
            Service known = catalog.service(service);
            if (known == null) {
                return new CallTreeBuilder().build();
            }
            Selection.visit(database, catalog.matching(known, selector), type, range, profile -> {
                Selection.check(database, profile, dictionaries.of(known).tree());
                return visitor.test(profile);
            });
            return dictionaries.of(known).tree();
        });
    }

    @Override
    public List<StoredSeries> series(LabelSelector selector) {
        return database.whileOpen(() -> {
            Catalog catalog = appender.catalog();
            return catalog.matching(selector).stream()
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
