package dev.flamegate.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * How the database is opened, with every native object that must live as long as it does. Blocks, table indexes and write buffers
 * are all charged to one cache, which is the limit on memory. RocksDB refuses to open if zstd is not compiled into it.
 */
final class DatabaseOptions implements AutoCloseable {
    private static final long LOG_BYTES_MAX = 128L << 20;
    private static final long BLOCK_BYTES = 32 << 10;
    private static final int TABLES_WITHOUT_COMPACTION_MAX = 1 << 20;
    private static final int MESSAGE_FILES_MAX = 4;
    private static final long MESSAGE_FILE_BYTES_MAX = 4L << 20;

    private final Cache cache;
    private final WriteBufferManager buffers;
    private final ColumnFamilyOptions family;
    private final DBOptions database;

    DatabaseOptions(RocksSettings settings, boolean create) {
        this(settings, create, true);
    }

    /**
     * @param compaction false if tables must be left as they are: then any number of them is taken
     */
    DatabaseOptions(RocksSettings settings, boolean create, boolean compaction) {
        cache = new LRUCache(settings.memoryBytesMax());
        buffers = new WriteBufferManager(settings.writeBufferBytesMax(), cache);
        family = family(settings);
        if (!compaction) {
            family.setDisableAutoCompactions(true)
                    .setLevel0SlowdownWritesTrigger(TABLES_WITHOUT_COMPACTION_MAX)
                    .setLevel0StopWritesTrigger(TABLES_WITHOUT_COMPACTION_MAX)
                    .setSoftPendingCompactionBytesLimit(0)
                    .setHardPendingCompactionBytesLimit(0);
        }
        database = new DBOptions()
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(create)
                .setWalRecoveryMode(settings.damagedLog().mode())
                .setMaxTotalWalSize(LOG_BYTES_MAX)
                .setMaxOpenFiles(settings.openFilesMax())
                .setWriteBufferManager(buffers)
                .setMaxBackgroundJobs(2)
                .setStatsDumpPeriodSec(0)
                .setKeepLogFileNum(MESSAGE_FILES_MAX)
                .setMaxLogFileSize(MESSAGE_FILE_BYTES_MAX);
    }

    DBOptions database() {
        return database;
    }

    List<ColumnFamilyDescriptor> families() {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        for (Family name : Family.values()) {
            families.add(new ColumnFamilyDescriptor(name.bytes(), family));
        }
        return families;
    }

    private ColumnFamilyOptions family(RocksSettings settings) {
        BlockBasedTableConfig table = new BlockBasedTableConfig();
        table.setBlockCache(cache);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        ColumnFamilyOptions options = new ColumnFamilyOptions();
        options.setTableFormatConfig(table);
        options.setCompressionType(CompressionType.ZSTD_COMPRESSION);
        options.setWriteBufferSize(settings.writeBufferBytes());
        return options;
    }

    @Override
    public void close() {
        database.close();
        family.close();
        buffers.close();
        cache.close();
    }
}
