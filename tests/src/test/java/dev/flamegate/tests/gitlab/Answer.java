package dev.flamegate.tests.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the fake GitLab answers.
 *
 * @param body text as it is, anything else as JSON
 */
record Answer(
        int status, Map<String, String> headers, @Nullable Object body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(int status, @Nullable Object body) {
        return new Answer(status, Map.of(), body);
    }

    /** A text, or lists of texts by field. */
    static Answer refused(int status, Object message) {
        return of(status, Map.of("message", message));
    }

    Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    byte[] bytes() {
        try {
            return body == null
                    ? new byte[0]
                    : body instanceof String text
                            ? text.getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
