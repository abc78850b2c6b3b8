package dev.flamegate.store.rocksdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Reads the catalogue from disk, and checks that numbers are dense and refer to something. */
final class CatalogReader {
    private final Database database;
    private final Catalog catalog = new Catalog();
    private final List<Series> series = new ArrayList<>();

    private CatalogReader(Database database) {
        this.database = database;
    }

    static Catalog read(Database database) {
        CatalogReader reader = new CatalogReader(database);
        reader.each(Family.SERVICES, 4, reader::service);
        reader.each(Family.SERIES, 4, reader::series);
        reader.each(Family.DAYS, 8, reader::day);
        return reader.catalog;
    }

    private interface Row {
        void read(ByteBuffer key, ByteReader value);
    }

    private void each(Family family, int keyBytes, Row row) {
        Supplier<String> place = () -> "store " + database.folder() + ", " + family.inWords();
        try (Rows rows = database.rows(family)) {
            for (boolean more = rows.seek(new byte[0], place); more; more = rows.next(place)) {
                byte[] key = rows.key();
                ByteReader value = new ByteReader(
                        key,
                        rows.value(),
                        () -> place.get() + ", row " + HexFormat.of().formatHex(key));
                if (key.length != keyBytes) {
                    throw value.damaged("key has " + key.length + " bytes, expected " + keyBytes);
                }
                row.read(ByteBuffer.wrap(key), value);
            }
        }
    }

    private void service(ByteBuffer key, ByteReader value) {
        int number = dense(key.getInt(), catalog.serviceCount(), value);
        String name = value.string();
        value.end();
        if (catalog.service(name) != null) {
            throw value.damaged("service '" + name + "' is there twice");
        }
        catalog.add(new Service(number, name));
    }

    private void series(ByteBuffer key, ByteReader value) {
        int number = dense(key.getInt(), series.size(), value);
        Series read = new Series(number, SeriesDefinition.decode(value));
        if (catalog.series(read.definition()) != null) {
            throw value.damaged(read.inWords() + " is there twice");
        }
        try {
            catalog.add(read);
        } catch (IllegalArgumentException e) {
            throw value.damaged(e);
        }
        series.add(read);
    }

    private void day(ByteBuffer key, ByteReader value) {
        int day = key.getInt();
        int number = key.getInt();
        DayCounts counts = DayCounts.decode(value);
        if (number < 1 || number > series.size()) {
            throw value.damaged("series " + number + " is not one of the " + series.size());
        }
        series.get(number - 1).setDay(day, counts);
    }

    private static int dense(int number, int before, ByteReader value) {
        if (number != before + 1) {
            throw value.damaged("number " + Integer.toUnsignedString(number) + " follows " + before);
        }
        return number;
    }
}
