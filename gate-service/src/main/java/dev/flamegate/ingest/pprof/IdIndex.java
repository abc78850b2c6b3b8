package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;

/**
 * Finds the position of an entry by its id. Nearly every writer numbers its entries 1, 2, 3 and so on, for which the id is the
 * position; only for other ids is a hash table built.
 */
final class IdIndex {
    private final Longs ids;
    private final String what;
    private final String origin;
    private final int[] slots;

    /**
     * @param what the kind of entry, for messages: {@code location}
     * @throws MalformedProfileException if an id is 0 or occurs twice
     */
    IdIndex(Longs ids, String what, String origin) {
        this.ids = ids;
        this.what = what;
        this.origin = origin;
        this.slots = isCounting() ? new int[0] : hashed();
    }

    /** The position of the entry with this id, -1 if there is none. */
    int position(long id) {
        if (slots.length == 0) {
            return id > 0 && id <= ids.size() ? (int) id - 1 : -1;
        }
        int slot = slot(id);
        return slots[slot] - 1;
    }

    private boolean isCounting() {
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) != i + 1) {
                return false;
            }
        }
        return true;
    }

    private int[] hashed() {
        int[] table = new int[Integer.highestOneBit(Math.max(4, ids.size())) * 4];
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) == 0) {
                throw new MalformedProfileException(origin, what + " " + i, "has id 0; ids start at 1");
            }
            int slot = slot(table, ids.get(i));
            if (table[slot] != 0) {
                String id = Long.toUnsignedString(ids.get(i));
                throw new MalformedProfileException(
                        origin, what + " id " + id, "occurs twice, at " + (table[slot] - 1) + " and " + i);
            }
            table[slot] = i + 1;
        }
        return table;
    }

    private int slot(long id) {
        return slot(slots, id);
    }

    /** The slot that holds the id, or the empty one where it belongs. */
    private int slot(int[] table, long id) {
        int mask = table.length - 1;
        int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (table[slot] != 0 && ids.get(table[slot] - 1) != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
