package dev.flamegate.profile;

import static java.util.Objects.requireNonNull;

/**
 * What a number of a profile counts and in which unit, for example {@code cpu/nanoseconds}. Both parts may be empty: real
 * clients send profiles without them.
 */
public record ValueType(String type, String unit) {

    /** The type of a profile that does not say what lies between two of its samples. */
    public static final ValueType NONE = new ValueType("", "");

    public ValueType {
        requireNonNull(type, "type");
        requireNonNull(unit, "unit");
    }

    @Override
    public String toString() {
        return type + "/" + unit;
    }
}
