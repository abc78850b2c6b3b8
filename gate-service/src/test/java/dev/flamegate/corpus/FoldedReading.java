package dev.flamegate.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The last word of every line is a count of samples, a hundred a second. */
public final class FoldedReading implements SecondReading {
    private static final long NANOS_A_SAMPLE = 10_000_000;

    @Override
    public Map<String, Long> totals(byte[] content) {
        long samples = new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return samples == 0 ? Map.of() : Map.of("cpu/nanoseconds", samples * NANOS_A_SAMPLE);
    }
}
