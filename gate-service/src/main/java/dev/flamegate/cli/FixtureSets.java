package dev.flamegate.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The recorded profiles that the project brings, as {@code sets.json} lists them. */
record FixtureSets(int schema, List<Service> services) {
    private static final int SCHEMA = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    record Service(String service, String profileType, List<Version> versions) {}

    /**
     * @param expect what a gate should say of it against the first version
     * @param culprit canonical name of the function that regressed; JSON's null if none did
     */
    record Version(String version, String expect, JsonNode culprit, List<Recorded> profiles) {}

    record Recorded(String file, String pod, long fromNanos, long untilNanos, Map<String, Long> requests) {
        long served() {
            return requests.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @throws UsageException if the folder has no list, or the list is not one
     */
    static FixtureSets read(Path folder) {
        Path file = folder.resolve("sets.json");
        if (!Files.isReadable(file)) {
            throw new UsageException("there are no recorded profiles in '" + folder
                    + "' (no sets.json); --fixtures DIR names another folder");
        }
        try {
            FixtureSets sets = MAPPER.readValue(file.toFile(), FixtureSets.class);
            if (sets.schema() != SCHEMA) {
                throw new UsageException(file + " has schema " + sets.schema() + ", this program reads " + SCHEMA);
            }
            return sets;
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * @throws UsageException if the list does not have them
     */
    Version version(String service, String version) {
        return services.stream()
                .filter(s -> s.service().equals(service))
                .flatMap(s -> s.versions().stream())
                .filter(v -> v.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "the recorded profiles have no version " + version + " of service " + service));
    }
}
