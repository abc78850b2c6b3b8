package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One profile on its way to the service. */
final class Upload {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, List<String>> query = new LinkedHashMap<>();

    Upload(String service, String version) {
        query.put("service", List.of(service));
        query.put("version", List.of(version));
    }

    Upload with(String name, @Nullable String value) {
        if (value != null) {
            query.put(name, List.of(value));
        }
        return this;
    }

    Upload labels(List<String> pairs) {
        query.put("label", List.copyOf(pairs));
        return this;
    }

    /** What the service stored. */
    JsonNode send(ServiceClient client, byte[] body) {
        return client.post("/api/v1/profiles", query, body, "application/octet-stream", TIMEOUT);
    }
}
