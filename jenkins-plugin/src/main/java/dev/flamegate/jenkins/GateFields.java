package dev.flamegate.jenkins;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What may stand in the fields of the form. Each check answers what is wrong; empty if nothing is. */
final class GateFields {
    private static final double MINUTES_MAX = 24 * 60;
    private static final Duration REACH_MAX = Duration.ofSeconds(5);

    private GateFields() {}

    static String required(String value) {
        return value.isBlank() ? "This is needed." : "";
    }

    /** Variables are known in a build only. */
    static String server(String value) {
        if (value.isBlank() || value.contains("$")) {
            return required(value);
        }
        try {
            ServiceApi.address(value);
            return "";
        } catch (IllegalArgumentException e) {
            return "This is not an address such as https://flamegate.example.org.";
        }
    }

    static String cohort(String value) {
        if (value.startsWith("{") && !value.endsWith("}")) {
            return "A selector ends with a brace, as {region=\"eu\"} does.";
        }
        return required(value);
    }

    static String wait(String value) {
        if (value.isBlank() || value.contains("$")) {
            return "";
        }
        try {
            minutes(value);
            return "";
        } catch (IllegalArgumentException e) {
            return "This is not a number of minutes between 0 and " + (int) MINUTES_MAX + ".";
        }
    }

    /** @throws IllegalArgumentException if that is no number of minutes, more than none and at most a day's */
    static double minutes(String value) {
        double minutes;
        try {
            minutes = Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is not a number of minutes", e);
        }
        if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
            throw new IllegalArgumentException("'" + value + "' minutes are not between 0 and " + (int) MINUTES_MAX);
        }
        return minutes;
    }

    /** Asks the service once whether it is one. */
    static String reach(String value) throws InterruptedException {
        String trouble = server(value);
        if (!trouble.isEmpty() || value.contains("$")) {
            return trouble.isEmpty() ? "An address with variables can only be tried by a build." : trouble;
        }
        URI address = ServiceApi.address(value);
        try {
            Map<?, ?> answer =
                    new ServiceApi(address, "", Duration.ZERO, line -> {}).get("/api/v1/services", REACH_MAX);
            return answer.containsKey("services") ? "" : address + " answers, but is not Flamegate.";
        } catch (IOException e) {
            return Printable.text(String.valueOf(e.getMessage()));
        }
    }
}
