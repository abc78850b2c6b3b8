package dev.flamegate.profile;

import java.util.List;
import java.util.Set;

/**
 * The full name of one kind of number, as Pyroscope spells it: {@code NAME:SAMPLE_TYPE:SAMPLE_UNIT:PERIOD_TYPE:PERIOD_UNIT}, for
 * example {@code process_cpu:cpu:nanoseconds:cpu:nanoseconds}.
 */
public record ProfileType(String name, ValueType sampleType, ValueType periodType) {
    private static final Set<String> LEVELS =
            Set.of("inuse_space", "inuse_objects", "live", "goroutine", "goroutines", "threadcreate", "threads");

    public ProfileType {
        for (String part : List.of(name, sampleType.type(), sampleType.unit(), periodType.type(), periodType.unit())) {
            if (part.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "profile type part '" + part + "' contains ':', which separates parts");
            }
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("profile type has an empty name");
        }
    }

    /**
     * @throws IllegalArgumentException if the text does not have five parts, or six of which the last is {@code delta}
     */
    public static ProfileType parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 5 && !(parts.length == 6 && parts[5].equals("delta"))) {
            throw new IllegalArgumentException("profile type '" + text + "' has " + parts.length
                    + " parts, expected NAME:SAMPLE_TYPE:SAMPLE_UNIT:PERIOD_TYPE:PERIOD_UNIT");
        }
        return new ProfileType(parts[0], new ValueType(parts[1], parts[2]), new ValueType(parts[3], parts[4]));
    }

    /** Whether people may call this type by this text: the whole of it, its sample type ({@code cpu}), or that with its unit. */
    public boolean isCalled(String text) {
        return text.equals(sampleType.type()) || text.equals(sampleType.toString()) || text.equals(toString());
    }

    /**
     * Whether each profile says how much there is at its moment (memory in use, goroutines), and not how much there was since the one
     * before: profiles of a level have a mean, and no sum.
     */
    public boolean measuresLevel() {
        return LEVELS.contains(sampleType.type());
    }

    @Override
    public String toString() {
        return name + ":" + sampleType.type() + ":" + sampleType.unit() + ":" + periodType.type() + ":"
                + periodType.unit();
    }
}
