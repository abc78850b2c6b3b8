package dev.flamegate.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.http.ProfileIntake.Sent;
import dev.flamegate.ingest.pprof.PprofName;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /ingest}, as Pyroscope's SDKs of the first generation send it; {@code requests} is an addition of ours. */
final class IngestRoutes {
    private static final Set<String> PATHS = Set.of("/ingest", "/pyroscope/ingest");

    private static final String PROFILE = "profile";
    private static final String TYPES = "sample_type_config";

    /** What a body holds; the types are null if it does not name them. */
    private record Parts(byte[] profile, byte @Nullable [] types) {}

    private final ProfileIntake intake;
    private final TimeText times;

    IngestRoutes(ProfileIntake intake, TimeText times) {
        this.intake = intake;
        this.times = times;
    }

    static boolean owns(String path) {
        return PATHS.contains(path);
    }

    void declare(RoutesConfig routes) {
        PATHS.forEach(path -> routes.post(path, intake.handler(this::ingest)));
    }

    private void ingest(Context ctx, byte[] body, Reservation memory, ProfileStore store) {
        PyroscopeName name = PyroscopeName.parse(parameter(ctx, "name", ""));
        String format = parameter(ctx, "format", "");
        if (!format.isEmpty() && !format.equals("pprof")) {
            throw otherFormat("format '" + format + "'");
        }
        Labels labels = labels(name, parameter(ctx, "spyName", "unknown"));
        Sent sent = new Sent(time(ctx, "from"), time(ctx, "until"), ProfileIntake.requests(ctx));
        if (body.length > 0) {
            String origin = "ingest for " + name.app();
            Parts parts = parts(ctx, body, memory);
            Profile decoded = intake.read(ctx, parts.profile(), origin, memory);
            intake.store(named(decoded, parts.types()), labels, sent, store);
        }
        ctx.status(200);
    }

    /** Clients that send a form leave the format out, so the content type decides. */
    private static Parts parts(Context ctx, byte[] body, Reservation memory) {
        String contentType = ctx.contentType() == null ? "" : ctx.contentType();
        if (!MultipartForm.is(contentType)) {
            return new Parts(body, null);
        }
        memory.add(body.length);
        Map<String, byte[]> parts = MultipartForm.fileParts(body, contentType);
        if (parts.containsKey("jfr")) {
            throw otherFormat("a JFR recording");
        }
        if (parts.containsKey("prev_profile")) {
            Problem problem = Problem.of(
                            "unsupported_client", "unsupported client version: it sends cumulative profiles")
                    .in("prev_profile")
                    .hint("update the client library");
            throw new ProblemException(422, problem);
        }
        byte[] profile = parts.get(PROFILE);
        if (profile == null) {
            Problem problem =
                    Problem.of("malformed_form", "the form has no file part 'profile', only " + parts.keySet());
            throw new ProblemException(422, problem.in(PROFILE));
        }
        return new Parts(profile, parts.get(TYPES));
    }

    /** The Go client tells profiles of mutexes and of blocking apart only in the names that it gives their sample types. */
    private static Profile named(Profile profile, byte @Nullable [] types) {
        if (types == null) {
            return profile;
        }
        Map<String, String> shown = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> type : Json.MAPPER.readTree(types).properties()) {
                if (type.getValue().hasNonNull("display-name")) {
                    shown.put(type.getKey(), type.getValue().get("display-name").asText());
                }
            }
        } catch (IOException e) {
            throw new ProblemException(
                    422,
                    Problem.of("malformed_form", "the part '" + TYPES + "' is not JSON")
                            .in(TYPES));
        }
        String name = PprofName.of(profile.sampleTypes(), shown);
        return profile.withName(name.isEmpty() || name.contains(":") ? profile.name() : name);
    }

    private static Labels labels(PyroscopeName name, String spy) {
        Map<String, String> pairs = new TreeMap<>();
        pairs.put("pyroscope_spy", spy);
        pairs.put(Labels.SERVICE, name.app());
        pairs.putAll(name.labels());
        try {
            return Labels.of(pairs);
        } catch (IllegalArgumentException e) {
            Problem problem =
                    Problem.of("invalid_label", String.valueOf(e.getMessage())).in("name");
            throw new ProblemException(400, problem);
        }
    }

    /** What cannot be read means now, as it does for Pyroscope: the clients do not look at the answer. */
    private @Nullable Long time(Context ctx, String parameter) {
        return times.nanos(parameter(ctx, parameter, "")).orElse(null);
    }

    private static String parameter(Context ctx, String name, String absent) {
        String value = ctx.queryParam(name);
        return value == null ? absent : value;
    }

    private static ProblemException otherFormat(String what) {
        Problem problem = Problem.of("unsupported_format", what + " was sent, this version reads pprof")
                .in("format")
                .hint("let the client send pprof");
        return new ProblemException(415, problem);
    }
}
