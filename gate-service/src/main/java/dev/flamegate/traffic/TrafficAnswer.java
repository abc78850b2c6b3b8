package dev.flamegate.traffic;

import java.util.List;

/** What a source knows of some pods: all that was asked, or why not. */
public sealed interface TrafficAnswer {

    /**
     * @param requests per pod as asked, per window of it
     */
    record Known(List<List<Double>> requests) implements TrafficAnswer {
        public Known {
            requests = requests.stream().map(List::copyOf).toList();
        }
    }

    /**
     * @param why a clause: {@code no traffic was sent}
     */
    record Unknown(String why) implements TrafficAnswer {}
}
