package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a follow stands, in one line. */
final class FollowLine {
    private FollowLine() {}

    static String of(JsonNode follow) {
        List<String> parts = new ArrayList<>();
        parts.add("look " + follow.path("look").asInt() + " of "
                + follow.path("looks").asInt());
        parts.add(next(follow));
        parts.add(side("baseline", follow.path("baseline")));
        parts.add(side("candidate", follow.path("candidate")));
        JsonNode smallest = follow.path("smallest_detectable_points");
        if (smallest.isNumber()) {
            parts.add(String.format(Locale.ROOT, "+%.2f points would be seen", smallest.asDouble()));
        }
        parts.add(suspects(follow));
        return String.join(", ", parts);
    }

    /** All of it but the numbers that grow all the time: what is worth a line of its own. */
    static String milestone(JsonNode follow) {
        return follow.path("look") + " " + follow.path("state") + " " + follow.at("/baseline/pods") + " "
                + follow.at("/candidate/pods");
    }

    private static String next(JsonNode follow) {
        String at = follow.path("next_at").asText().replaceAll(".*T|\\.\\d+", "");
        return switch (follow.path("state").asText()) {
            case "confirming" -> "confirming at " + at;
            case "waiting", "watching" -> "next at " + at;
            default -> "over";
        };
    }

    private static String side(String name, JsonNode side) {
        return name + " " + side.path("pods").asInt() + " pods "
                + count(side.path("samples").asDouble());
    }

    private static String count(double samples) {
        if (samples < 10_000) {
            return String.format(Locale.ROOT, "%.0f samples", samples);
        }
        return samples < 10_000_000
                ? String.format(Locale.ROOT, "%.0fk samples", samples / 1000)
                : String.format(Locale.ROOT, "%.0fM samples", samples / 1_000_000);
    }

    private static String suspects(JsonNode follow) {
        List<String> names = new ArrayList<>();
        for (JsonNode suspect : follow.path("suspects")) {
            names.add(String.format(
                    Locale.ROOT,
                    "%s %+.2f",
                    suspect.path("function").asText(),
                    suspect.path("points").asDouble()));
        }
        return names.isEmpty() ? "no suspects" : "suspects: " + String.join(", ", names);
    }
}
