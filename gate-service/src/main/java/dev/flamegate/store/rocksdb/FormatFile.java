package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The line that says which format a folder is in: read before the database is touched, written last when a store is created. */
final class FormatFile {
    static final int VERSION = 3;

    /** Has everything but windows of a day, which are made when it is opened for writing. */
    private static final int VERSION_BEFORE = 2;

    static final String NAME = "FORMAT";
    static final String DATABASE = "db";

    private static final String UNFINISHED = "FORMAT.tmp";
    private static final int BYTES_MAX = 64;
    private static final Pattern LINE = Pattern.compile("flamegate-store ([0-9]{1,9})\\n");

    private final Path folder;

    FormatFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Whether the folder has a store of a format this build reads; false if one can be created there.
     *
     * @throws StoreException if it has anything else
     */
    boolean exists() throws IOException {
        if (!Files.exists(folder.resolve(NAME))) {
            checkMayBecomeStore();
            return false;
        }
        int version = version();
        if (version != VERSION && version != VERSION_BEFORE) {
            throw new StoreException(
                    Reason.UNKNOWN_FORMAT,
                    "store " + folder + " is in format " + version + ", this build reads formats " + VERSION_BEFORE
                            + " and " + VERSION + ": use the Flamegate that wrote it, or begin with an empty folder");
        }
        if (!Files.exists(folder.resolve(DATABASE).resolve("CURRENT"))) {
            throw new StoreException(
                    Reason.DAMAGED,
                    "store " + folder + " has a " + NAME + " but no database in " + DATABASE
                            + ": restore it from a backup, or remove " + NAME + " to begin with an empty store");
        }
        return true;
    }

    /** To be asked of a folder that {@link #exists}. */
    boolean isCurrent() throws IOException {
        return version() == VERSION;
    }

    void write() throws IOException {
        write(VERSION);
    }

    /** Of a copy, byte by byte, of what is there. */
    void writeLike(FormatFile other) throws IOException {
        write(other.version());
    }

    private void write(int version) throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        byte[] line = ("flamegate-store " + version + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(line));
            channel.force(true);
        }
        Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private int version() throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(folder.resolve(NAME))) {
            head = in.readNBytes(BYTES_MAX);
        }
        Matcher line = LINE.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new StoreException(
                    Reason.UNKNOWN_FORMAT,
                    "store " + folder + ": " + NAME + " is not the line 'flamegate-store " + VERSION + "'");
        }
        return Integer.parseInt(line.group(1));
    }

    private void checkMayBecomeStore() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Set<String> strangers;
        try (Stream<Path> entries = Files.list(folder)) {
            strangers = entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.equals(DATABASE) && !name.equals(UNFINISHED))
                    .collect(Collectors.toSet());
        }
        if (!strangers.isEmpty()) {
            throw new StoreException(
                    Reason.UNKNOWN_FORMAT,
                    "store " + folder + " has files but no " + NAME
                            + ": name an empty folder, or one that does not exist");
        }
    }
}
