package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a program says that it did, by one of its clocks.
 *
 * @param client name and version of the profiler in it, empty if it knows of none
 * @param heavySeconds spent in the function {@code heavy}
 * @param lightSeconds spent in {@code light}
 * @param processSeconds the whole process
 * @param allocatedBytes by the function {@code allocate}; 0 if it allocates nothing
 */
record Did(String client, double heavySeconds, double lightSeconds, double processSeconds, long allocatedBytes) {

    /** CPU is what a profiler sees that a timer of CPU time interrupts, WALL what one sees that looks from time to time. */
    enum Clock {
        CPU,
        WALL
    }

    /** From the last line that it wrote which is JSON. */
    static Did saidBy(Program program, Clock clock) throws IOException {
        List<String> lines = program.succeeded()
                .output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines)
                .as("%s wrote: %s", program.command(), program.output())
                .isNotEmpty();
        JsonNode said = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        JsonNode seconds = said.required(clock.name().toLowerCase(Locale.ROOT));
        return new Did(
                said.path("client").asText(),
                seconds.required("heavy").doubleValue(),
                seconds.required("light").doubleValue(),
                seconds.required("process").doubleValue(),
                said.path("allocated_bytes").asLong());
    }

    double heavyShare() {
        return heavySeconds / seconds();
    }

    /** In both functions together. */
    double seconds() {
        return heavySeconds + lightSeconds;
    }
}
