package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredSeries;
import dev.flamegate.store.rocksdb.RocksStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a service left in its store, read once it has ended. */
final class Stored implements AutoCloseable {
    private final RocksStore store;
    private final String client;
    private final String service;

    Stored(Path folder, String client, String service) {
        this.store = RocksStore.open(folder);
        this.client = client;
        this.service = service;
    }

    private List<StoredSeries> series() {
        return store.profiles().series(LabelSelector.equal(Labels.SERVICE, service));
    }

    Set<String> types() {
        Set<String> types = new TreeSet<>();
        series().forEach(one -> one.types().forEach(type -> types.add(type.toString())));
        return types;
    }

    /** Every series of the service has all these labels, and the store has no other service. */
    void hasOnlyWith(Map<String, String> labels) {
        assertThat(store.profiles().series(LabelSelector.ALL))
                .as("what is stored of %s", client)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.labels().asMap())
                        .containsEntry(Labels.SERVICE, service)
                        .containsAllEntriesOf(labels));
    }

    Costs costs(String type) {
        assertThat(types()).as("types that are stored of %s", client).contains(type);
        return Costs.of(store.profiles().select(service, ProfileType.parse(type), LabelSelector.ALL, TimeRange.ALL));
    }

    @Override
    public void close() {
        store.close();
    }
}
