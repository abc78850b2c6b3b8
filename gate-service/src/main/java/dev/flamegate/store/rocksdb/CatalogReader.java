package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue from disk, and checks that numbers are dense and refer to something. What fails its checks costs itself alone: a
 * service gets its name from the labels of its series, the counts of a day are counted again, a series is left out. All of it is
 * reported, and no number that a row may still refer to is given out again.
 */
final class CatalogReader {
    private static final int NUMBER_MAX = 1 << 30;

    private final Database database;
    private final Catalog catalog = new Catalog();
    private final TreeMap<Integer, Series> series = new TreeMap<>();
    private final TreeSet<Integer> strangers = new TreeSet<>();
    private int before;

    private CatalogReader(Database database) {
        this.database = database;
    }

    /**
     * @throws StoreException if what is left does not even say which numbers are in use
     */
    static Catalog read(Database database) {
        CatalogReader reader = new CatalogReader(database);
        reader.each(Family.SERVICES, 4, reader::service);
        reader.each(Family.SERIES, 4, reader::series);
        if (!reader.catalog.damage().isEmpty()) {
            reader.keepNumbersOfDictionaries();
        }
        reader.days();
        return reader.catalog;
    }

    private interface Row {
        void read(ByteBuffer key, ByteReader value);
    }

    private void each(Family family, int keyBytes, Row row) {
        before = 0;
        new RowWalk(database, family, () -> inWords(family))
                .all((key, value) -> one(family, keyBytes, row, key, value), gap -> {
                    before = -1;
                    damaged(inWords(family) + ", " + gap.inWords(), gap.cause().getMessage());
                });
    }

    private void one(Family family, int keyBytes, Row row, byte[] key, byte[] value) {
        String place = inWords(family) + ", row " + HexFormat.of().formatHex(key);
        if (key.length != keyBytes) {
            damaged(place, "key has " + key.length + " bytes, expected " + keyBytes);
            return;
        }
        int number = ByteBuffer.wrap(key).getInt();
        if (number <= 0 || number >= NUMBER_MAX) {
            damaged(place, "number " + Integer.toUnsignedString(number) + " is none that is given out");
            return;
        }
        keep(family, number);
        try {
            row.read(ByteBuffer.wrap(key), new ByteReader(key, value, () -> place));
        } catch (StoreException e) {
            before = number == before + 1 ? number : before;
            damaged(place, e.getMessage());
        }
    }

    private void service(ByteBuffer key, ByteReader value) {
        int number = dense(key.getInt(), Family.SERVICES);
        String name = value.string();
        value.end();
        if (catalog.service(name) != null) {
            throw value.damaged("service '" + name + "' is there twice");
        }
        catalog.add(new Service(number, name));
    }

    private void series(ByteBuffer key, ByteReader value) {
        int number = dense(key.getInt(), Family.SERIES);
        Series read = new Series(number, SeriesDefinition.decode(value));
        if (catalog.series(read.definition()) != null) {
            throw value.damaged(read.inWords() + " is there twice");
        }
        int service = read.definition().service();
        catalog.keepService(service);
        if (!catalog.hasService(service)) {
            restoreService(service, read.definition().labels(), value);
        }
        catalog.add(read);
        series.put(number, read);
    }

    /** Every series says the name of its service among its labels. */
    private void restoreService(int number, Labels labels, ByteReader series) {
        String name = labels.valueOrEmpty(Labels.SERVICE);
        if (catalog.damage().isEmpty() || name.isEmpty() || catalog.service(name) != null) {
            throw series.damaged("it is of service " + number + ", which is not known");
        }
        damaged(
                inWords(Family.SERVICES) + ", row " + HexFormat.of().formatHex(Keys.number(number)),
                "its name '" + name + "' is taken from a series of it; nothing is lost");
        catalog.add(new Service(number, name));
    }

    private int dense(int number, Family family) {
        int last = before;
        before = number;
        if (last >= 0 && number != last + 1) {
            damaged(
                    inWords(family),
                    "number " + Integer.toUnsignedString(number) + " follows " + last + ", what is between is lost");
        }
        return number;
    }

    private void days() {
        boolean numbersAreKnown = catalog.damage().isEmpty();
        DayRecount recount = new DayRecount(
                database,
                gap -> damaged(
                        inWords(Family.PROFILES) + ", " + gap.inWords(),
                        gap.cause().getMessage()));
        new RowWalk(database, Family.DAYS, () -> inWords(Family.DAYS))
                .all((key, value) -> day(key, value, recount), gap -> {
                    damaged(
                            inWords(Family.DAYS) + ", " + gap.inWords(),
                            gap.cause().getMessage() + "; counted again from the profiles, or from their sums");
                    recount.range(gap.from(), gap.to(), this::setDay);
                    recount.windows(gap.from(), gap.to(), this::setUnknownDay);
                });
        if (recount.isIncomplete() && !numbersAreKnown) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    inWords(Family.SERIES) + " are damaged, and what is left does not say which numbers are in use: "
                            + catalog.damage() + "; restore the store from a backup");
        }
        strangers.forEach(number -> damaged(
                inWords(Family.DAYS), "series " + number + " is not one that is known: its profiles cannot be read"));
    }

    private void day(byte[] key, byte[] value, DayRecount recount) {
        String place = inWords(Family.DAYS) + ", row " + HexFormat.of().formatHex(key);
        if (key.length != 8) {
            damaged(place, "key has " + key.length + " bytes, expected 8");
            return;
        }
        try {
            DayCounts counts = DayCounts.decode(new ByteReader(key, value, () -> place));
            setDay(ByteBuffer.wrap(key).getInt(), ByteBuffer.wrap(key).getInt(4), counts);
        } catch (StoreException e) {
            damaged(place, e.getMessage() + "; counted again from the profiles, or from their sums");
            int found = recount.range(key, key, this::setDay) + recount.windows(key, key, this::setUnknownDay);
            if (found == 0) {
                recount.range(new byte[0], null, this::setDay);
                recount.windows(new byte[0], null, this::setUnknownDay);
            }
        }
    }

    private void setUnknownDay(int day, int number, DayCounts counts) {
        Series known = series.get(number);
        if (known == null || known.day(day).equals(DayCounts.NONE)) {
            setDay(day, number, counts);
        }
    }

    private void setDay(int day, int number, DayCounts counts) {
        Series known = series.get(number);
        if (known != null) {
            known.setDay(day, counts);
            return;
        }
        strangers.add(number);
        if (number > 0 && number < NUMBER_MAX) {
            catalog.keepSeries(number);
        }
    }

    /** The last services may be known by their dictionaries alone. */
    private void keepNumbersOfDictionaries() {
        try (Rows rows = database.rows(Family.FUNCTIONS)) {
            if (rows.seekToLast(() -> inWords(Family.FUNCTIONS)) && rows.key().length >= 4) {
                catalog.keepService(ByteBuffer.wrap(rows.key()).getInt());
            }
        }
    }

    private void keep(Family family, int number) {
        if (family == Family.SERVICES) {
            catalog.keepService(number);
        } else {
            catalog.keepSeries(number);
        }
    }

    private void damaged(String place, @Nullable String what) {
        catalog.add(Damages.of(place, what));
    }

    private String inWords(Family family) {
        return "store " + database.folder() + ", " + family.inWords();
    }
}
