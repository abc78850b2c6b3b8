package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.Profile;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The body of {@code POST /ingest}: which reader takes it, and what its numbers mean. Clients say it in the parameter {@code format} or
 * the content type, or not at all; a form is always taken apart, and bytes that say themselves what they are stand over silence.
 */
final class IngestBody {
    private static final String JFR = "jfr";
    private static final String PPROF = "pprof";
    private static final String FOLDED = "folded";
    private static final String PROFILE = "profile";
    private static final String PACKED_TYPE = "binary/octet-stream+";

    private final ProfileIntake intake;

    IngestBody(ProfileIntake intake) {
        this.intake = intake;
    }

    /**
     * What was sent.
     *
     * @param name of the application, without the type where that stands in it
     * @param cumulative sample types that count from the start of the process
     * @param namesType whether the type of the numbers stands at the end of the application's name
     */
    record Sent(String name, boolean namesType, List<Profile> profiles, Set<String> cumulative) {
        Sent(String name, boolean namesType, List<Profile> profiles) {
            this(name, namesType, profiles, Set.of());
        }
    }

    Sent read(Context ctx, byte[] body, PyroscopeName name, Reservation memory) {
        String contentType = ctx.contentType() == null ? "" : ctx.contentType();
        String origin = "ingest for " + name.app();
        if (MultipartForm.is(contentType)) {
            memory.add(body.length);
            return form(ctx, MultipartForm.fileParts(body, contentType), name, origin, memory);
        }
        String format = format(ctx, contentType, body);
        if (format.equals(PPROF)) {
            return new Sent(name.app(), false, intake.read(ctx, body, PPROF, Source.of(origin), memory));
        }
        if (format.equals(JFR)) {
            Source source = new Source(origin, counts(ctx, "cpu"));
            return new Sent(name.app(), false, intake.read(ctx, body, JFR, source, memory));
        }
        AppType typed = AppType.of(name.app());
        Source source = new Source(origin, counts(ctx, typed.type()));
        return new Sent(typed.app(), true, intake.read(ctx, body, format, source, memory));
    }

    private String format(Context ctx, String contentType, byte[] body) {
        String named = parameter(ctx, "format").toLowerCase(Locale.ROOT);
        for (String packed : List.of("trie", "tree")) {
            if (named.equals(packed) || contentType.startsWith(PACKED_TYPE + packed)) {
                return packed;
            }
        }
        return switch (named) {
            case "lines", JFR, PPROF, "speedscope" -> named;
            case "" -> intake.sniffed(body, FOLDED);
            default -> FOLDED;
        };
    }

    private Sent form(Context ctx, Map<String, byte[]> parts, PyroscopeName name, String origin, Reservation memory) {
        byte[] recording = parts.get(JFR);
        if (recording != null) {
            byte[] contexts = parts.getOrDefault("labels", new byte[0]);
            Source source = new Source(origin, counts(ctx, "cpu"), contexts);
            return new Sent(name.app(), false, intake.read(ctx, recording, JFR, source, memory));
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
            Problem problem = Problem.of(
                    "malformed_form", "the form has no file part 'profile' or 'jfr', only " + parts.keySet());
            throw new ProblemException(422, problem.in(PROFILE));
        }
        List<Profile> decoded = intake.read(ctx, profile, PPROF, Source.of(origin), memory);
        SampleTypeConfig config = SampleTypeConfig.of(parts);
        return new Sent(name.app(), false, config.applyTo(decoded), config.cumulative());
    }

    private static UntypedCounts counts(Context ctx, String type) {
        String rate = parameter(ctx, "sampleRate");
        boolean isRate = rate.matches("\\d{1,9}");
        int perSecond = isRate ? Integer.parseInt(rate) : UntypedCounts.DEFAULT.samplesPerSecond();
        try {
            return UntypedCounts.of(type, perSecond);
        } catch (IllegalArgumentException e) {
            Problem problem = Problem.of("invalid_parameter", "name: " + e.getMessage())
                    .in("name")
                    .hint("a name without a dot is that of CPU samples");
            throw new ProblemException(400, problem);
        }
    }

    private static String parameter(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null ? "" : value;
    }

    /** {@code shop.alloc_space} is the type {@code alloc_space} of {@code shop}. */
    private record AppType(String app, String type) {
        static AppType of(String name) {
            int dot = name.lastIndexOf('.');
            return dot <= 0 ? new AppType(name, "cpu") : new AppType(name.substring(0, dot), name.substring(dot + 1));
        }
    }
}
