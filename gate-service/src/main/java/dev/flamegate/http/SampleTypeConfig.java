package dev.flamegate.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.ingest.pprof.PprofName;
import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client says about the sample types of its pprof beside it: Go's tells profiles of mutexes and of blocking apart in nothing but
 * the names that it shows.
 *
 * @param shown what the client calls its sample types, for those that it renames
 * @param cumulative sample types that the client counts from the start of its process
 */
record SampleTypeConfig(Map<String, String> shown, Set<String> cumulative) {
    private static final String PART = "sample_type_config";

    /** Without that part of the form nothing is said. */
    static SampleTypeConfig of(Map<String, byte[]> parts) {
        Map<String, String> shown = new TreeMap<>();
        Set<String> cumulative = new TreeSet<>();
        byte[] part = parts.get(PART);
        if (part != null) {
            for (Map.Entry<String, JsonNode> type : json(part).properties()) {
                if (type.getValue().hasNonNull("display-name")) {
                    shown.put(type.getKey(), type.getValue().get("display-name").asText());
                }
                if (type.getValue().path("cumulative").asBoolean(false)) {
                    cumulative.add(type.getKey());
                }
            }
        }
        return new SampleTypeConfig(shown, cumulative);
    }

    List<Profile> applyTo(List<Profile> profiles) {
        return shown.isEmpty() ? profiles : profiles.stream().map(this::named).toList();
    }

    private Profile named(Profile profile) {
        String name = PprofName.of(profile.sampleTypes(), shown);
        return profile.withName(name.isEmpty() || name.contains(":") ? profile.name() : name);
    }

    private static JsonNode json(byte[] part) {
        try {
            return Json.MAPPER.readTree(part);
        } catch (IOException e) {
            throw new ProblemException(
                    422,
                    Problem.of("malformed_form", "the part '" + PART + "' is not JSON")
                            .in(PART));
        }
    }
}
