package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The dictionaries in use, each read from disk when it is first asked for. */
final class Dictionaries {
    private final Database database;
    private final Map<Key, Dictionary> loaded = new ConcurrentHashMap<>();

    /** Of one service, in the days of one generation. */
    record Key(Service service, int generation) {

        static Key of(Service service, int day) {
            return new Key(service, Keys.generation(day));
        }
    }

    Dictionaries(Database database) {
        this.database = database;
    }

    /**
     * @throws StoreException if what is on the disk fails its checks; other services are not concerned
     */
    Dictionary of(Key key) {
        return loaded.computeIfAbsent(key, this::read);
    }

    /** Forgets what is in memory: the next {@link #of} reads the disk. */
    void discard(Key key) {
        loaded.remove(key);
    }

    /** Generations of a service that have a dictionary on the disk, first to last. */
    List<Integer> stored(Service service) {
        List<Integer> generations = new ArrayList<>();
        Supplier<String> place =
                () -> "store " + database.folder() + ", dictionaries of service '" + service.name() + "'";
        try (Rows rows = database.rows(Family.FUNCTIONS)) {
            int next = 0;
            while (rows.seek(Keys.dictionary(service.number(), next, 0), place)) {
                ByteBuffer key = ByteBuffer.wrap(rows.key());
                if (key.remaining() != Keys.DICTIONARY_BYTES || key.getInt() != service.number()) {
                    break;
                }
                int generation = key.getInt();
                generations.add(generation);
                next = generation + 1;
            }
        }
        return generations;
    }

    private Dictionary read(Key dictionary) {
        CallTreeBuilder builder = new CallTreeBuilder();
        each(dictionary, Family.FUNCTIONS, builder::functionCount, in -> DictionaryRuns.readFunctions(in, builder));
        each(dictionary, Family.NODES, builder::nodeCount, in -> DictionaryRuns.readNodes(in, builder));
        return new Dictionary(dictionary.service().number(), dictionary.generation(), builder);
    }

    private interface Run {
        void read(ByteReader in);
    }

    private void each(Key dictionary, Family family, IntSupplier next, Run run) {
        Supplier<String> place = () -> "store " + database.folder() + ", dictionary of service '"
                + dictionary.service().name() + "' from "
                + Keys.dayInWords(dictionary.generation() * Keys.DAYS_PER_DICTIONARY) + " on, "
                + (family == Family.NODES ? "nodes" : "functions");
        try (Rows rows = database.rows(family)) {
            boolean more = rows.seek(Keys.dictionary(dictionary.service().number(), dictionary.generation(), 0), place);
            for (; more && isOf(rows.key(), dictionary); more = rows.next(place)) {
                byte[] key = rows.key();
                int first = ByteBuffer.wrap(key).getInt(8);
                ByteReader in = new ByteReader(key, rows.value(), () -> place.get() + " from " + first);
                if (first != next.getAsInt()) {
                    throw in.damaged("expected the run from " + next.getAsInt());
                }
                run.read(in);
            }
        }
    }

    private static boolean isOf(byte[] key, Key dictionary) {
        if (key.length != Keys.DICTIONARY_BYTES) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        return fields.getInt() == dictionary.service().number() && fields.getInt() == dictionary.generation();
    }
}
