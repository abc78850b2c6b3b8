package dev.flamegate.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Type;

/** JSON in and out of the API: unknown fields are errors, and errors say where. */
final class Json implements io.javalin.json.JsonMapper {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /**
     * @throws ProblemException 400 with the position or the field
     */
    static <T> T read(byte[] body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (UnrecognizedPropertyException e) {
            Problem problem = Problem.of("unknown_field", "there is no field '" + e.getPropertyName() + "'")
                    .in(e.getPropertyName())
                    .at(place(e.getLocation()))
                    .hint("known are " + e.getKnownPropertyIds());
            throw new ProblemException(400, problem);
        } catch (JsonMappingException e) {
            Problem problem = Problem.of("invalid_json", e.getOriginalMessage()).at(place(e.getLocation()));
            throw new ProblemException(400, e.getPath().isEmpty() ? problem : problem.in(field(e)));
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    400, Problem.of("invalid_json", e.getOriginalMessage()).at(place(e.getLocation())));
        } catch (IOException e) {
            throw new IllegalStateException("JSON of bytes in memory", e);
        }
    }

    private static String field(JsonMappingException e) {
        return String.valueOf(e.getPath().get(e.getPath().size() - 1).getFieldName());
    }

    private static String place(JsonLocation location) {
        return location == null ? "start" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    @Override
    public String toJsonString(Object value, Type type) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer of " + type, e);
        }
    }
}
