package dev.flamegate.ingest.speedscope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * speedscope's JSON (the file format's specification is speedscope's {@code file-format-spec.ts}): sampled and evented profiles over one
 * table of frames. A file may hold several, one a thread mostly: those of one kind of unit add up, and time, bytes and plain counts
 * become a profile each.
 *
 * <p>Time becomes nanoseconds of the CPU, or of the wall clock if that is what untyped numbers are said to be; bytes become allocated
 * space; weights without a unit are what untyped numbers are.
 */
public final class SpeedscopeFormat implements ProfileFormat {
    private static final String SCHEMA = "speedscope.app/file-format-schema.json";
    private static final int DEPTH_MAX = 16;

    /** JSON in memory is larger than its text, so less text is taken than of other formats. */
    private static final int BYTES_OF_A_NODE = 4;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .build());
    }

    private final ReadLimits limits;

    public SpeedscopeFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "speedscope";
    }

    /** Its fields may stand in any order; the schema, or the words for its profiles, are mostly in front. */
    @Override
    public boolean matches(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        boolean named = text.contains(SCHEMA) || (text.contains("\"shared\"") && text.contains("\"frames\""));
        return text.startsWith("{") && named;
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        byte[] content = limits.content(body, source.origin());
        if (content.length > limits.bytes() / BYTES_OF_A_NODE) {
            throw source.wrong(
                    "byte " + limits.bytes() / BYTES_OF_A_NODE,
                    "JSON is accepted up to " + limits.bytes() / BYTES_OF_A_NODE
                            + " bytes; send pprof or folded stacks");
        }
        JsonNode file = json(content, source);
        if (!file.path("$schema").asText(SCHEMA).endsWith(SCHEMA)) {
            throw source.wrong("$schema", "'" + file.path("$schema").asText() + "' is not speedscope's");
        }
        Frames frames = Frames.of(file.path("shared").path("frames"), source);
        JsonNode profiles = file.path("profiles");
        if (!profiles.isArray()) {
            throw source.wrong("profiles", "is missing: a speedscope file has a list of profiles");
        }
        Map<Unit.Kind, Stacks> sums = new LinkedHashMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            JsonNode profile = profiles.get(i);
            Unit unit = Unit.of(profile.path("unit").asText("none"), source, i);
            sums.computeIfAbsent(unit.kind(), kind -> new Stacks(frames, limits, kind.source(source)))
                    .add(profile, i, unit);
        }
        return sums.values().stream()
                .flatMap(stacks -> stacks.profiles().stream())
                .toList();
    }

    private static JsonNode json(byte[] content, Source source) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            String position = e.getLocation() == null
                    ? "byte 0"
                    : "line " + e.getLocation().getLineNr();
            throw new MalformedProfileException(source.origin(), position, "not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedProfileException(
                    source.origin(), "byte 0", "not valid JSON, which is text in UTF-8: " + e.getMessage());
        }
    }
}
