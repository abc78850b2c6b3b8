package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The functions and call-tree nodes of one service in one generation. Only the thread that writes lets it grow; what {@link #tree} gives may be read by
 * any thread. After a failed write the whole object is thrown away and read again from disk.
 */
final class Dictionary {
    private final int service;
    private final int generation;
    private final CallTreeBuilder builder;
    private int functionsWritten;
    private int nodesWritten;
    private volatile CallTree tree;

    /**
     * @param builder with everything that is on the disk, and nothing else
     */
    Dictionary(int service, int generation, CallTreeBuilder builder) {
        this.service = service;
        this.generation = generation;
        this.builder = builder;
        this.functionsWritten = builder.functionCount();
        this.nodesWritten = builder.nodeCount();
        this.tree = builder.build();
    }

    /** Covers at least every node of every profile that was on the disk before this call. */
    CallTree tree() {
        return tree;
    }

    /** The number of this function, new if there is none yet. */
    int function(Function function) {
        String raw = function.name().raw();
        String canonical = function.name().canonical();
        String file = function.file();
        String storableRaw = Utf8.storable(raw);
        String storableCanonical = Utf8.storable(canonical);
        String storableFile = Utf8.storable(file);
        boolean asIs = storableRaw.equals(raw) && storableCanonical.equals(canonical) && storableFile.equals(file);
        return builder.function(
                asIs
                        ? function
                        : new Function(
                                new FunctionName(storableRaw, storableCanonical), storableFile, function.startLine()));
    }

    int child(int parent, int function, int line) {
        return builder.child(parent, function, line);
    }

    /** Adds what is new since the last call to the batch, and shows it to readers. */
    void writeNew(WriteBatch batch, Database database) throws RocksDBException {
        CallTree grown = builder.build();
        for (int first = functionsWritten; first < grown.functionCount(); first += DictionaryRuns.ENTRIES_MAX) {
            byte[] key = Keys.dictionary(service, generation, first);
            batch.put(database.handle(Family.FUNCTIONS), key, DictionaryRuns.functions(grown, first, key));
        }
        for (int first = nodesWritten; first < grown.nodeCount(); first += DictionaryRuns.ENTRIES_MAX) {
            byte[] key = Keys.dictionary(service, generation, first);
            batch.put(database.handle(Family.NODES), key, DictionaryRuns.nodes(grown, first, key));
        }
        functionsWritten = grown.functionCount();
        nodesWritten = grown.nodeCount();
        tree = grown;
    }
}
