package dev.flamegate.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Every line that is neither indented nor a comment begins a sample, a hundred a second. */
public final class PerfScriptReading implements SecondReading {
    private static final long NANOS_A_SAMPLE = 10_000_000;

    @Override
    public Map<String, Long> totals(byte[] content) {
        long samples = new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !Character.isWhitespace(line.charAt(0)))
                .count();
        return Map.of("cpu/nanoseconds", samples * NANOS_A_SAMPLE);
    }
}
