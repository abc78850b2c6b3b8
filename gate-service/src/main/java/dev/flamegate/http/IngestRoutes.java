package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.http.ProfileIntake.Sent;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /ingest}, as Pyroscope's SDKs of the first generation send it; {@code requests} is an addition of ours. */
final class IngestRoutes {
    /** Pyroscope takes profiles of single spans in these formats and keeps nothing of them. */
    private static final String PROFILE_ID = "profile_id";

    private static final Set<String> PATHS = Set.of("/ingest", "/pyroscope/ingest");

    private final ProfileIntake intake;
    private final IngestBody bodies;
    private final TimeText times;

    IngestRoutes(ProfileIntake intake, TimeText times) {
        this.intake = intake;
        this.bodies = new IngestBody(intake);
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
        Sent sent = new Sent(time(ctx, "from"), time(ctx, "until"), ProfileIntake.requests(ctx));
        if (body.length > 0) {
            IngestBody.Sent content = bodies.read(ctx, body, name, memory);
            String spy = parameter(ctx, "spyName", "unknown");
            Labels labels = labels(name, content, spy);
            boolean ofOneSpan = content.namesType() && name.labels().containsKey(PROFILE_ID);
            List<Profile> profiles = ofOneSpan ? List.of() : SpyNames.applied(spy, content.profiles());
            intake.store(profiles, content.cumulative(), labels, sent, store);
        }
        ctx.status(200);
    }

    private static Labels labels(PyroscopeName name, IngestBody.Sent content, String spy) {
        Map<String, String> pairs = new TreeMap<>();
        pairs.put("pyroscope_spy", spy);
        pairs.putAll(name.labels());
        boolean own = pairs.putIfAbsent(Labels.SERVICE, content.name()) != null;
        if (own && !pairs.get(Labels.SERVICE).equals(content.name())) {
            pairs.put("app_name", content.name());
        }
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
}
