package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Decodes every profile, and compares what the rows of a day are with what is counted of it. To be given rows in order of their keys. */
final class ProfileCheck {
    private record SeriesDay(int day, int series) {}

    private final Catalog catalog;
    private final DictionaryCheck dictionaries;
    private final WindowCheck windows;
    private final String place;
    private final Consumer<Damage> onDamage;
    private final Map<Integer, Series> series = new HashMap<>();
    private final Set<SeriesDay> seen = new HashSet<>();
    private final BitSet sequences = new BitSet();
    private SeriesDay current = new SeriesDay(-1, -1);
    private DayCounts found = DayCounts.NONE;

    ProfileCheck(
            Catalog catalog,
            DictionaryCheck dictionaries,
            WindowCheck windows,
            Database database,
            Consumer<Damage> onDamage) {
        this.catalog = catalog;
        this.dictionaries = dictionaries;
        this.windows = windows;
        this.place = "store " + database.folder() + ", profiles";
        this.onDamage = onDamage;
        catalog.allSeries().forEach(one -> series.put(one.number(), one));
    }

    void profile(byte[] key, ByteReader value) {
        if (key.length != Keys.PROFILE_BYTES) {
            throw value.damaged("key has " + key.length + " bytes, expected " + Keys.PROFILE_BYTES);
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        SeriesDay group = new SeriesDay(fields.getInt(), fields.getInt());
        if (!group.equals(current)) {
            finish();
            current = group;
        }
        long start = Keys.start(key);
        int sequence = Keys.profileSequence(key);
        if (start <= 0 || Keys.day(start) != group.day) {
            throw value.damaged("start " + start + " is not of day " + Keys.dayInWords(group.day));
        }
        if (sequence < 0 || sequences.get(sequence)) {
            throw value.damaged("sequence " + Integer.toUnsignedString(sequence) + " is there twice");
        }
        sequences.set(sequence);
        found = found.plus(start, value.size());
        Series owner = series.get(group.series);
        if (owner == null) {
            throw value.damaged("series " + group.series + " is not known");
        }
        decode(owner, start, value);
    }

    private void decode(Series owner, long start, ByteReader value) {
        ProfileCodec.Head head = ProfileCodec.head(value);
        Stacks stacks =
                StackCodec.decodeAll(value, owner.definition().sampleTypes().size());
        Service service = catalog.service(owner.definition().service());
        int last = stacks.size() == 0 ? 0 : stacks.node(stacks.size() - 1);
        if (service != null && !dictionaries.has(service, current.day, last)) {
            throw value.damaged("node " + last + " is not in the dictionary of service '" + service.name() + "'");
        }
        windows.profile(owner, start, head, stacks);
    }

    /** To be called after the last row. */
    void end() {
        finish();
        current = new SeriesDay(-1, -1);
        series.values()
                .forEach(one -> one.allDays().forEach((day, counts) -> {
                    if (counts.dropped() == 0 && !seen.contains(new SeriesDay(day, one.number()))) {
                        mismatch(one, day, counts, DayCounts.NONE);
                    }
                }));
    }

    private void finish() {
        windows.endOfDay();
        Series owner = series.get(current.series);
        if (owner != null) {
            seen.add(current);
            DayCounts counted = owner.day(current.day);
            if (!counted.equals(found.withRolled(counted))) {
                mismatch(owner, current.day, counted, found);
            }
        }
        found = DayCounts.NONE;
        sequences.clear();
    }

    private void mismatch(Series owner, int day, DayCounts counted, DayCounts there) {
        onDamage.accept(new Damage(
                place + " of " + owner.inWords() + " on " + Keys.dayInWords(day),
                "there are " + there.profiles() + " profiles of " + there.bytes() + " bytes, counted were "
                        + counted.profiles() + " of " + counted.bytes()));
    }
}
