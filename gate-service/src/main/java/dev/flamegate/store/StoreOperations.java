package dev.flamegate.store;

import java.util.List;
import java.util.Map;

/** A store as whoever runs it sees it. Safe for use by many threads. */
public interface StoreOperations {

    /**
     * Copies everything that was acknowledged before this call, while others read and write.
     *
     * @param name of the backup; empty for one made of the time
     * @throws IllegalArgumentException if it is no name
     * @throws BackupRefusedException if there is one of that name, if there are as many as may be kept, or if one is being made
     * @throws StoreException if the storage fails
     */
    Backup backUp(String name);

    /** What could not be read when the store was opened; empty if it is whole. */
    List<Damage> damage();

    /** Bytes of the tables on disk, by what they hold, as the documentation of the format calls it; logs are not counted. */
    Map<String, Long> tableBytes();
}
