package dev.flamegate.ingest.speedscope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.ingest.Source;

/** The table of frames that the profiles of a file share. */
record Frames(JsonNode list) {

    static Frames of(JsonNode list, Source source) {
        if (!list.isArray()) {
            throw source.wrong("shared.frames", "is missing: a speedscope file has a list of frames");
        }
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).path("name").isTextual()) {
                throw source.wrong("frame " + i, "has no name");
            }
        }
        return new Frames(list);
    }

    int size() {
        return list.size();
    }

    String name(int frame) {
        return list.get(frame).path("name").asText();
    }

    String file(int frame) {
        return list.get(frame).path("file").asText("");
    }

    /** 0 if unknown. */
    int line(int frame) {
        return Math.max(0, list.get(frame).path("line").asInt(0));
    }
}
