package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a program says that it did, in its own measure.
 *
 * @param client name and version of the profiler in it, empty if it knows of none
 * @param heavySeconds spent in the function {@code heavy}
 * @param lightSeconds spent in {@code light}
 * @param processSeconds CPU time of the whole process
 * @param allocatedBytes by the function {@code allocate}; 0 if it allocates nothing
 */
record Did(String client, double heavySeconds, double lightSeconds, double processSeconds, long allocatedBytes) {

    /** From the last line that it wrote which is JSON. */
    static Did saidBy(Program program) throws IOException {
        List<String> lines = program.succeeded()
                .output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines)
                .as("%s wrote: %s", program.command(), program.output())
                .isNotEmpty();
        return read(lines.get(lines.size() - 1));
    }

    static Did read(String line) throws IOException {
        JsonNode said = new ObjectMapper().readTree(line);
        return new Did(
                said.path("client").asText(),
                said.required("seconds").required("heavy").doubleValue(),
                said.required("seconds").required("light").doubleValue(),
                said.required("process_cpu_seconds").doubleValue(),
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
