package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.http.ProfileIntake.Sent;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/profiles}: one body a request, its labels in the query. */
final class ProfileRoutes {
    private static final Set<String> PARAMETERS =
            Set.of("service", "version", "pod", "label", "from", "until", "untyped_as", "sample_rate", "requests");

    private final ProfileIntake intake;
    private final TimeText times;

    ProfileRoutes(ProfileIntake intake, TimeText times) {
        this.intake = intake;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/profiles", intake.handler(this::upload));
    }

    private void upload(Context ctx, byte[] body, Reservation memory, ProfileStore store) {
        checkParameters(ctx);
        Labels labels = labels(ctx);
        Sent sent = new Sent(time(ctx, "from"), time(ctx, "until"), ProfileIntake.requests(ctx));
        if (body.length == 0) {
            Problem problem = Problem.of("empty_body", "the body is empty, expected a profile")
                    .hint("curl --data-binary @profile.pb.gz");
            throw new ProblemException(400, problem);
        }
        Source source = new Source("upload for " + labels.valueOrEmpty(Labels.SERVICE), counts(ctx));
        List<Profile> decoded = intake.read(ctx, body, source, memory);
        ctx.json(receipt(intake.store(decoded, labels, sent, store), labels));
    }

    /** What the numbers are in a body that does not say. */
    private static UntypedCounts counts(Context ctx) {
        String type = ctx.queryParam("untyped_as");
        String rate = ctx.queryParam("sample_rate");
        int perSecond = UntypedCounts.DEFAULT.samplesPerSecond();
        if (rate != null) {
            if (!rate.matches("\\d{1,9}")) {
                throw ProblemException.badField("sample_rate", "'" + rate + "' is not a number of samples a second");
            }
            perSecond = Integer.parseInt(rate);
        }
        try {
            return UntypedCounts.of(type == null ? "cpu" : type, perSecond);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("untyped_as", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> receipt(List<Profile> profiles, Labels labels) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("profiles", profiles.size());
        receipt.put("stacks", profiles.stream().mapToInt(Profile::stackCount).sum());
        receipt.put(
                "types",
                profiles.stream().flatMap(ProfileRoutes::types).distinct().toList());
        for (Profile first : profiles.subList(0, Math.min(1, profiles.size()))) {
            receipt.put("start", Instant.ofEpochSecond(0, first.startNanos()).toString());
            receipt.put("duration_nanos", first.durationNanos());
            first.requests().ifPresent(requests -> receipt.put("requests", requests));
        }
        receipt.put("labels", labels.asMap());
        return receipt;
    }

    private static Stream<String> types(Profile profile) {
        return IntStream.range(0, profile.sampleTypes().size())
                .mapToObj(i -> profile.type(i).toString());
    }

    private static void checkParameters(Context ctx) {
        for (String name : ctx.queryParamMap().keySet()) {
            if (!PARAMETERS.contains(name)) {
                Problem problem = Problem.of("invalid_parameter", "there is no parameter '" + name + "'")
                        .in(name)
                        .hint("labels of your own go into label=" + name + "=VALUE");
                throw new ProblemException(400, problem);
            }
        }
    }

    private static Labels labels(Context ctx) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : ctx.queryParams("label")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw ProblemException.badField("label", "label '" + pair + "' is not NAME=VALUE");
            }
            put(pairs, pair.substring(0, equals), pair.substring(equals + 1));
        }
        for (Map.Entry<String, String> own : Map.of(
                        "service", Labels.SERVICE, "version", Labels.VERSION, "pod", Labels.POD)
                .entrySet()) {
            for (String value : ctx.queryParams(own.getKey())) {
                put(pairs, own.getValue(), value);
            }
        }
        return checked(pairs);
    }

    private static void put(Map<String, String> pairs, String name, String value) {
        String before = pairs.put(name, value);
        if (before != null && !before.equals(value)) {
            throw ProblemException.badField("label", "label '" + name + "' is given twice");
        }
    }

    private static Labels checked(Map<String, String> pairs) {
        Labels labels;
        try {
            labels = Labels.of(pairs);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    400,
                    Problem.of("invalid_label", String.valueOf(e.getMessage())).in("label"));
        }
        if (labels.value(Labels.SERVICE).isEmpty()) {
            Problem problem = Problem.of("service_missing", "a profile belongs to a service")
                    .in("service")
                    .hint("add ?service=NAME&version=VERSION");
            throw new ProblemException(400, problem);
        }
        return labels;
    }

    private @Nullable Long time(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        if (values.isEmpty()) {
            return null;
        }
        return times.nanos(values.get(0)).orElseThrow(() -> {
            Problem problem = Problem.of("invalid_parameter", "'" + values.get(0) + "' is not a time")
                    .in(name)
                    .hint("Unix seconds, milliseconds, microseconds or nanoseconds, or now-1h");
            return new ProblemException(400, problem);
        });
    }
}
