package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import org.jspecify.annotations.Nullable;

/** What exceptions say of damage, where it is collected instead of thrown. */
final class Damages {
    private Damages() {}

    /**
     * @param message of an exception, which often begins with the place
     */
    static Damage of(String place, @Nullable String message) {
        String what = String.valueOf(message);
        return new Damage(
                place, what.startsWith(place) ? what.substring(place.length()).replaceFirst("^[ :,]+", "") : what);
    }
}
