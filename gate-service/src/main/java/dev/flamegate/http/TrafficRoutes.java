package dev.flamegate.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Requests;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.UsualNames;
import dev.flamegate.traffic.PostedTraffic;
import dev.flamegate.traffic.TrafficRecord;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/traffic}: how many requests pods served, one JSON object a line. */
final class TrafficRoutes {
    private static final int RECORDS_MAX = 10_000;
    private static final String EXAMPLE =
            "{\"service\": \"shop\", \"version\": \"1.4.2\", \"pod\": \"p1\", \"start\": 1790000000, \"end\": 1790000060, \"requests\": 2227}";

    /** A line of the body. */
    record Line(
            @Nullable String service,
            @Nullable String version,
            @Nullable String pod,
            @Nullable Map<String, String> labels,
            @Nullable JsonNode start,
            @Nullable JsonNode end,
            @Nullable JsonNode requests) {}

    private final HttpSettings settings;
    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;
    private final TimeText times;

    TrafficRoutes(HttpSettings settings, Readiness readiness, InFlightBytes inFlight, TimeText times) {
        this.settings = settings;
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/traffic", this::post);
    }

    private void post(Context ctx) {
        PostedTraffic traffic = readiness.backend().traffic();
        try (Reservation memory = inFlight.reserve()) {
            byte[] body = bodies.read(ctx, settings.bodyBytesMax(), memory);
            List<TrafficRecord> records = records(new String(body, StandardCharsets.UTF_8));
            traffic.keep(records);
            ctx.json(Map.of("records", records.size()));
        }
    }

    /** All of them, or none. */
    private List<TrafficRecord> records(String body) {
        List<TrafficRecord> records = new ArrayList<>();
        int number = 0;
        for (String text : body.split("\n", -1)) {
            number++;
            if (!text.isBlank()) {
                records.add(record(text, number));
            }
            if (records.size() > RECORDS_MAX) {
                throw new ProblemException(
                        413, Problem.of("too_many_records", "more than " + RECORDS_MAX + " lines; nothing was stored"));
            }
        }
        if (records.isEmpty()) {
            Problem problem = Problem.of("empty_body", "the body has no line").hint(EXAMPLE);
            throw new ProblemException(400, problem);
        }
        return records;
    }

    private TrafficRecord record(String text, int number) {
        Line line;
        try {
            line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class);
        } catch (ProblemException e) {
            Problem inLine = e.problem();
            throw new ProblemException(e.status(), inLine.at(place(number, inLine.position())));
        }
        try {
            TimeRange time = new TimeRange(time(line.start, "start", number), time(line.end, "end", number));
            double requests =
                    Requests.parse(required(line.requests, "requests", number).asText());
            return new TrafficRecord(UsualNames.added(labels(line)), time, requests);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), number);
        }
    }

    private static String place(int number, @Nullable String position) {
        return "line " + number + (position == null ? "" : " of the body, " + position);
    }

    private static Labels labels(Line line) {
        Map<String, String> pairs = new TreeMap<>(line.labels == null ? Map.of() : line.labels);
        put(pairs, Labels.SERVICE, line.service);
        put(pairs, Labels.VERSION, line.version);
        put(pairs, Labels.POD, line.pod);
        return Labels.of(pairs);
    }

    private static void put(Map<String, String> pairs, String name, @Nullable String value) {
        if (value != null) {
            pairs.put(name, value);
        }
    }

    private long time(@Nullable JsonNode node, String field, int number) {
        String text = required(node, field, number).asText();
        return times.nanos(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a time ('" + field + "')"));
    }

    private static JsonNode required(@Nullable JsonNode node, String field, int number) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            Problem problem = Problem.of("field_missing", "'" + field + "' is missing")
                    .in(field)
                    .at(place(number, null))
                    .hint(EXAMPLE);
            throw new ProblemException(400, problem);
        }
        return node;
    }

    private static ProblemException refused(String message, int number) {
        Problem problem = Problem.of("invalid_traffic", message + "; nothing was stored")
                .at(place(number, null))
                .hint(EXAMPLE);
        return new ProblemException(400, problem);
    }
}
