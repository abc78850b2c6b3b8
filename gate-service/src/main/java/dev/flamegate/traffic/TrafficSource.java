package dev.flamegate.traffic;

import java.util.List;

/** Knows, or does not, how many requests pods served. Answers within a bounded time and never throws for what it cannot reach. */
public interface TrafficSource {

    /** As the report names it. */
    String name();

    TrafficAnswer requests(String service, List<PodWindows> pods);
}
