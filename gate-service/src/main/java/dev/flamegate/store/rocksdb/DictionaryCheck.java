package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads every dictionary as a service would, and remembers how many nodes each has. To be given its rows in order of their keys. */
final class DictionaryCheck {
    private static final int UNREADABLE = -1;

    private final Database database;
    private final Catalog catalog;
    private final Consumer<Damage> onDamage;
    private final Map<Dictionaries.Key, Integer> nodes = new HashMap<>();
    private final TreeSet<Integer> strangers = new TreeSet<>();

    DictionaryCheck(Database database, Catalog catalog, Consumer<Damage> onDamage) {
        this.database = database;
        this.catalog = catalog;
        this.onDamage = onDamage;
    }

    /** One run of functions or nodes, whose checksum holds. */
    void run(byte[] key, ByteReader value) {
        if (key.length != Keys.DICTIONARY_BYTES) {
            throw value.damaged("key has " + key.length + " bytes, expected " + Keys.DICTIONARY_BYTES);
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        Service service = catalog.service(fields.getInt(0));
        if (service != null) {
            nodeCount(new Dictionaries.Key(service, fields.getInt(4)));
        } else if (strangers.add(fields.getInt(0))) {
            throw value.damaged("service " + fields.getInt(0) + " is not known");
        }
    }

    /** Whether the dictionary for that day has this node; true if it cannot be read, which is reported once. */
    boolean has(Service service, int day, int node) {
        int count = nodeCount(Dictionaries.Key.of(service, day));
        return count == UNREADABLE || node < count;
    }

    private int nodeCount(Dictionaries.Key dictionary) {
        return nodes.computeIfAbsent(dictionary, this::count);
    }

    private int count(Dictionaries.Key dictionary) {
        try {
            return new Dictionaries(database).of(dictionary).tree().nodeCount();
        } catch (StoreException e) {
            Service service = dictionary.service();
            int first = dictionary.generation() * Keys.DAYS_PER_DICTIONARY;
            onDamage.accept(new Damage(
                    "store " + database.folder() + ", dictionary of service '" + service.name() + "' from "
                            + Keys.dayInWords(first) + " to " + Keys.dayInWords(first + Keys.DAYS_PER_DICTIONARY - 1),
                    "nothing of the service can be read or stored in these days: " + e.getMessage()));
            return UNREADABLE;
        }
    }
}
