package dev.flamegate.store.rocksdb;

import dev.flamegate.store.DocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The documents of a {@link RocksStore}. */
final class RocksDocumentStore implements DocumentStore {
    private final Database database;
    private final BatchWriter writer;

    RocksDocumentStore(Database database, BatchWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    @Override
    public void put(String kind, String id, byte[] document) {
        putAll(Map.of(kind, Map.of(id, document)));
    }

    @Override
    public void putAll(Map<String, Map<String, byte[]>> documents) {
        database.whileOpen(() -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Map.Entry<String, Map<String, byte[]>> ofKind : documents.entrySet()) {
                    for (Map.Entry<String, byte[]> one : ofKind.getValue().entrySet()) {
                        byte[] key = Keys.document(ofKind.getKey(), one.getKey());
                        byte[] value = new ByteWriter().bytes(one.getValue()).sealed(key);
                        batch.put(database.handle(Family.DOCUMENTS), key, value);
                    }
                }
                writer.write(batch);
                return true;
            } catch (RocksDBException e) {
                throw database.failed("writing documents of " + documents.keySet(), e);
            }
        });
    }

    @Override
    public Optional<byte[]> get(String kind, String id) {
        byte[] key = Keys.document(kind, id);
        Supplier<String> place = () -> "store " + database.folder() + ", " + kind + " '" + id + "'";
        return database.whileOpen(() -> Optional.ofNullable(database.get(Family.DOCUMENTS, key, place))
                .map(value -> new ByteReader(key, value, place).rest()));
    }

    @Override
    public List<String> ids(String kind) {
        byte[] prefix = Keys.documents(kind);
        Supplier<String> place = () -> "store " + database.folder() + ", ids of " + kind;
        return database.whileOpen(() -> {
            List<String> ids = new ArrayList<>();
            try (Rows rows = database.rows(Family.DOCUMENTS)) {
                for (boolean more = rows.seek(prefix, place); more; more = rows.next(place)) {
                    byte[] key = rows.key();
                    if (!Arrays.equals(key, 0, Math.min(key.length, prefix.length), prefix, 0, prefix.length)) {
                        break;
                    }
                    ids.add(new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8));
                }
            }
            return ids;
        });
    }
}
