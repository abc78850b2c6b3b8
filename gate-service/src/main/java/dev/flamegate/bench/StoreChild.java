package dev.flamegate.bench;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.rocksdb.RocksStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process that {@link StoreBench} kills: it opens a store and appends until then. */
final class StoreChild {
    private static final int APPENDS_BEFORE_READY = 500;

    private StoreChild() {}

    /** @param arguments the store's folder */
    public static void main(String[] arguments) {
        RocksStore store = RocksStore.open(Path.of(arguments[0]));
        for (long appended = 1; ; appended++) {
            store.profiles().append(List.of(profile(appended)));
            if (appended == APPENDS_BEFORE_READY) {
                System.out.println("ready");
                System.out.flush();
            }
        }
    }

    private static Profile profile(long number) {
        ProfileBuilder profile = new ProfileBuilder("bench", List.of(new ValueType("samples", "count")))
                .time(MadeFleet.START_NANOS + number, 1)
                .labels(Labels.of(Map.of(Labels.SERVICE, "killed")));
        profile.add(0, 0, number);
        return profile.build();
    }
}
