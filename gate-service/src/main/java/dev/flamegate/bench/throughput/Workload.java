package dev.flamegate.bench.throughput;

import java.util.List;

/**
 * Bodies that are sent one after the other, round and round.
 *
 * @param made where they come from, or how they were made
 */
public record Workload(String name, String made, List<byte[]> bodies) {
    public Workload {
        bodies = List.copyOf(bodies);
        if (bodies.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to send for " + name);
        }
    }

    double meanBytes() {
        return bodies.stream().mapToInt(body -> body.length).average().orElseThrow();
    }
}
