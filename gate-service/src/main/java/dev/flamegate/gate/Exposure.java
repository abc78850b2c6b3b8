package dev.flamegate.gate;

import java.util.List;

/**
 * Where the numbers of requests of a selection come from.
 *
 * @param source of those that are there, as the report names it
 * @param failures why other sources had none, a sentence each
 */
public record Exposure(String source, List<String> failures) {
    static final Exposure OF_PROFILES = new Exposure("sent with the profiles", List.of());

    public Exposure {
        failures = List.copyOf(failures);
    }
}
