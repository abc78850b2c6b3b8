package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** RocksDB's checksums over the blocks of every table file. */
final class TableChecks {
    private final List<Damage> damage = new ArrayList<>();
    private int count;
    private long bytes;

    TableChecks(Database database, Verification.Progress progress) {
        List<LiveFileMetaData> tables = database.tables();
        try (Options options = new Options()) {
            for (LiveFileMetaData table : tables) {
                check(database, options, table);
                count++;
                bytes += table.size();
                progress.at("tables", count, tables.size());
            }
        }
    }

    List<Damage> damage() {
        return damage;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    private void check(Database database, Options options, LiveFileMetaData table) {
        Path file = Path.of(table.path(), table.fileName());
        try (SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
        } catch (RocksDBException e) {
            String family = new String(table.columnFamilyName(), StandardCharsets.UTF_8);
            damage.add(new Damage(
                    "store " + database.folder() + ", table " + file.getFileName() + " of " + family + ", keys "
                            + RowCheck.inWords(table.smallestKey()) + " to " + RowCheck.inWords(table.largestKey()),
                    String.valueOf(e.getMessage())));
        }
    }
}
