package dev.flamegate.store;

import java.nio.file.Path;

/**
 * A whole copy of a store.
 *
 * @param folder has the copy, in the store's own format
 * @param files how many it has
 * @param bytes of them; tables that the store still has may be links, which take no room of their own
 */
public record Backup(String name, Path folder, int files, long bytes) {}
