package dev.flamegate.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Results as JSON and back. */
public final class CalibrationJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CalibrationJson() {}

    public static String write(CalibrationResults results) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            return MAPPER.writer(printer).writeValueAsString(results) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("results cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * @param origin for the message
     * @throws IllegalArgumentException naming the origin, if the text is no such JSON
     */
    public static CalibrationResults read(String text, String origin) {
        try {
            return MAPPER.readValue(text, CalibrationResults.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(origin + " is no calibration: " + e.getOriginalMessage(), e);
        }
    }
}
