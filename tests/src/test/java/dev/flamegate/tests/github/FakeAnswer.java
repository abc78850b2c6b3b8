package dev.flamegate.tests.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the fake GitHub answers. */
record FakeAnswer(
        int status, Map<String, String> headers, @Nullable Object body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FakeAnswer ok(Object body) {
        return new FakeAnswer(200, Map.of(), body);
    }

    static FakeAnswer created(Object body) {
        return new FakeAnswer(201, Map.of(), body);
    }

    static FakeAnswer nothing() {
        return new FakeAnswer(204, Map.of(), null);
    }

    static FakeAnswer refused(int status, String message) {
        return new FakeAnswer(
                status, Map.of(), Map.of("message", message, "documentation_url", "https://docs.github.com/rest"));
    }

    static FakeAnswer invalid(String message) {
        return new FakeAnswer(
                422,
                Map.of(),
                Map.of(
                        "message",
                        "Validation Failed",
                        "errors",
                        List.of(Map.of("code", "custom", "message", message))));
    }

    FakeAnswer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, body);
    }

    byte[] bytes() {
        try {
            return body == null ? new byte[0] : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
