package dev.flamegate.bench.throughput;

import java.util.ArrayList;
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

    /**
     * The same bodies as if they had just been recorded, a millisecond after one another.
     *
     * @param startNanos of the first, since 1970
     */
    Workload begunAt(long startNanos) {
        List<byte[]> dated = new ArrayList<>();
        for (byte[] body : bodies) {
            dated.add(Dated.at(body, startNanos + dated.size() * 1_000_000L));
        }
        return new Workload(name, made, dated);
    }

    double meanBytes() {
        return bodies.stream().mapToInt(body -> body.length).average().orElseThrow();
    }
}
