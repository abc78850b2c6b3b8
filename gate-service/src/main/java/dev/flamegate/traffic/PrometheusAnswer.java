package dev.flamegate.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.profile.Requests;
import java.io.IOException;

/** Reads what {@code /api/v1/query} answers: one number, or why there is none. */
final class PrometheusAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAID_CHARS_MAX = 200;

    private PrometheusAnswer() {}

    /**
     * The number of requests, of a scalar or of a vector with one element.
     *
     * @param asked what was asked for, in words
     */
    static double requests(int status, byte[] body, String asked) throws NoAnswerException {
        JsonNode data = data(status, body);
        JsonNode result = data.path("result");
        boolean vector = data.path("resultType").asText().equals("vector");
        if (vector && result.size() != 1) {
            throw new NoAnswerException("it has "
                    + (result.isEmpty() ? "nothing" : result.size() + " series instead of one") + " for " + asked);
        }
        String text = shortened(
                (vector ? result.path(0).path("value") : result).path(1).asText());
        try {
            return Requests.parse(text);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException("for " + asked + " it says " + e.getMessage());
        }
    }

    private static JsonNode data(int status, byte[] body) throws NoAnswerException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) { // of the content: what Jackson takes for UTF-32 is no JsonProcessingException
            throw new NoAnswerException("it answered with status " + status + " and no JSON");
        }
        if (answer == null || !answer.path("status").asText().equals("success")) {
            String error = answer == null ? "" : answer.path("error").asText();
            throw new NoAnswerException(
                    "it answered with status " + status + ": " + (error.isBlank() ? "no reason" : shortened(error)));
        }
        return answer.path("data");
    }

    /** One line of what somebody else wrote. */
    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= SAID_CHARS_MAX ? line : line.substring(0, SAID_CHARS_MAX) + "...";
    }
}
