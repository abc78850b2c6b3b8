package dev.flamegate.gate;

import java.util.List;

/**
 * Where the numbers of requests of a selection come from.
 *
 * @param source of those that are there, as the report names it
 * @param failures why other sources had none, a sentence each
 * @param unit what is counted: {@value #REQUEST}, or something that stands for it
 */
public record Exposure(String source, List<String> failures, String unit) {
    static final String REQUEST = "request";
    static final String WORK = "unit of work";
    static final Exposure OF_PROFILES = new Exposure("sent with the profiles", List.of());

    /** Of requests. */
    public Exposure(String source, List<String> failures) {
        this(source, failures, REQUEST);
    }

    boolean countsRequests() {
        return unit.equals(REQUEST);
    }

    public Exposure {
        failures = List.copyOf(failures);
    }
}
