package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The dictionaries in use, each read from disk when it is first asked for. */
final class Dictionaries {
    private final Database database;
    private final Map<Integer, Dictionary> loaded = new ConcurrentHashMap<>();

    Dictionaries(Database database) {
        this.database = database;
    }

    /**
     * @throws StoreException if what is on the disk fails its checks; other services are not concerned
     */
    Dictionary of(Service service) {
        return loaded.computeIfAbsent(service.number(), number -> read(service));
    }

    /** Forgets what is in memory: the next {@link #of} reads the disk. */
    void discard(Service service) {
        loaded.remove(service.number());
    }

    private Dictionary read(Service service) {
        CallTreeBuilder builder = new CallTreeBuilder();
        each(service, Family.FUNCTIONS, builder::functionCount, in -> DictionaryRuns.readFunctions(in, builder));
        each(service, Family.NODES, builder::nodeCount, in -> DictionaryRuns.readNodes(in, builder));
        return new Dictionary(service.number(), builder);
    }

    private interface Run {
        void read(ByteReader in);
    }

    private void each(Service service, Family family, IntSupplier next, Run run) {
        Supplier<String> dictionary = () -> "store " + database.folder() + ", dictionary of service '" + service.name()
                + "', " + (family == Family.NODES ? "nodes" : "functions");
        try (Rows rows = database.rows(family)) {
            boolean more = rows.seek(Keys.pair(service.number(), 0), dictionary);
            for (; more && isOf(rows.key(), service); more = rows.next(dictionary)) {
                byte[] key = rows.key();
                int first = ByteBuffer.wrap(key).getInt(4);
                ByteReader in = new ByteReader(key, rows.value(), () -> dictionary.get() + " from " + first);
                if (first != next.getAsInt()) {
                    throw in.damaged("expected the run from " + next.getAsInt());
                }
                run.read(in);
            }
        }
    }

    private static boolean isOf(byte[] key, Service service) {
        return key.length == 8 && ByteBuffer.wrap(key).getInt() == service.number();
    }
}
