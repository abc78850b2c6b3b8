package dev.flamegate.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Weights of sampled profiles, and the time that passes in evented ones while any frame is open. */
public final class SpeedscopeReading implements SecondReading {
    private static final Map<String, Double> NANOS =
            Map.of("nanoseconds", 1.0, "microseconds", 1e3, "milliseconds", 1e6, "seconds", 1e9);
    private static final long NANOS_A_SAMPLE = 10_000_000;

    @Override
    public Map<String, Long> totals(byte[] content) throws IOException {
        Map<String, Double> sums = new TreeMap<>();
        for (JsonNode profile : new ObjectMapper().readTree(content).path("profiles")) {
            String unit = profile.path("unit").asText("none");
            double sum = profile.path("type").asText().equals("sampled") ? sampled(profile) : evented(profile);
            if (unit.equals("bytes")) {
                sums.merge("alloc_space/bytes", sum, Double::sum);
            } else {
                sums.merge("cpu/nanoseconds", sum * NANOS.getOrDefault(unit, (double) NANOS_A_SAMPLE), Double::sum);
            }
        }
        Map<String, Long> totals = new TreeMap<>();
        sums.forEach((type, sum) -> totals.put(type, Math.round(sum)));
        totals.values().removeIf(total -> total == 0);
        return totals;
    }

    private static double sampled(JsonNode profile) {
        double sum = 0;
        for (JsonNode weight : profile.path("weights")) {
            sum += weight.asDouble();
        }
        return sum;
    }

    private static double evented(JsonNode profile) {
        double sum = 0;
        int open = 0;
        double opened = 0;
        for (JsonNode event : profile.path("events")) {
            boolean opens = event.path("type").asText().equals("O");
            if (opens && open++ == 0) {
                opened = event.path("at").asDouble();
            } else if (!opens && --open == 0) {
                sum += event.path("at").asDouble() - opened;
            }
        }
        return sum;
    }
}
