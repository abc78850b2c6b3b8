package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads every dictionary as a service would, and remembers how many nodes each has. */
final class DictionaryCheck {
    private static final int KEY_BYTES = 8;
    private static final int UNREADABLE = -1;

    private final Database database;
    private final Catalog catalog;
    private final Consumer<Damage> onDamage;
    private final Map<Integer, Integer> nodes = new HashMap<>();
    private final Set<Integer> reported = new HashSet<>();
    private final Map<Integer, Damage> unreadable = new HashMap<>();

    DictionaryCheck(Database database, Catalog catalog, Consumer<Damage> onDamage) {
        this.database = database;
        this.catalog = catalog;
        this.onDamage = onDamage;
    }

    /** One run of functions or nodes, whose checksum holds. */
    void run(byte[] key, ByteReader value) {
        if (key.length != KEY_BYTES) {
            throw value.damaged("key has " + key.length + " bytes, expected " + KEY_BYTES);
        }
        int service = ByteBuffer.wrap(key).getInt();
        if (!catalog.hasService(service) && reported.add(service)) {
            throw value.damaged("service " + service + " is not known");
        }
    }

    /**
     * @return whether the dictionary of the service has this node; true if it cannot be read, which is reported once by {@link #end}
     */
    boolean has(Service service, int node) {
        int count = nodes.computeIfAbsent(service.number(), number -> count(service));
        return count == UNREADABLE || node < count;
    }

    /** Reports the dictionaries that cannot be read, also of services without profiles. */
    void end() {
        catalog.services().forEach(service -> has(service, 0));
        unreadable.values().forEach(onDamage);
    }

    private int count(Service service) {
        try {
            return new Dictionaries(database).of(service).tree().nodeCount();
        } catch (StoreException e) {
            String place = "store " + database.folder() + ", dictionary of service '" + service.name() + "'";
            String what = "the service cannot be read or appended to: "
                    + Damages.of(place, e.getMessage()).what();
            unreadable.put(service.number(), new Damage(place, what));
            return UNREADABLE;
        }
    }
}
