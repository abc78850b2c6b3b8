package dev.flamegate.http;

import dev.flamegate.store.Backup;
import dev.flamegate.store.BackupRefusedException;
import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Takes every name but a few, and has what damage a test says. */
public final class ScriptedOperations implements StoreOperations {
    volatile List<Damage> damage = List.of();

    @Override
    public Backup backUp(String name) {
        return switch (name) {
            case "taken" -> throw new BackupRefusedException("there is a backup 'taken' already");
            case "../x" -> throw new IllegalArgumentException("'../x' is no name of a backup");
            default -> new Backup(name.isEmpty() ? "now" : name, Path.of("/backups", name), 7, 4096);
        };
    }

    @Override
    public List<Damage> damage() {
        return damage;
    }

    @Override
    public Map<String, Long> tableBytes() {
        return Map.of("profiles", 3L << 20, "nodes", 2048L);
    }
}
