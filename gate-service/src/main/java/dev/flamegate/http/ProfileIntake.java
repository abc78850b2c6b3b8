package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.CumulativeDeltas;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ProtobufSchema;
import dev.flamegate.ingest.SampleLabels;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.Requests;
import dev.flamegate.store.ProfileStore;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One upload from its bytes to durable profiles. */
final class ProfileIntake {

    /** Old clients wrote microseconds where nanoseconds belong: such starts lie in 1970. */
    private static final long YEAR_1971_NANOS = 31_536_000_000_000_000L;

    /** Stacks that are remembered of profiles which count from the start of their process. */
    private static final int CUMULATIVE_STACKS_MAX = 1 << 20;

    /**
     * What the client says beside the profile: when it was taken, and under how many requests.
     *
     * @param fromNanos null if it does not say
     * @param untilNanos likewise
     * @param requests how many the process served meanwhile
     */
    record Sent(@Nullable Long fromNanos, @Nullable Long untilNanos, OptionalDouble requests) {}

    /** What an upload does with its body once this class has read it. */
    interface Upload {
        void take(Context ctx, byte[] body, Reservation memory, ProfileStore store);
    }

    private final ProfileFormats formats;
    private final Bodies bodies;
    private final InFlightBytes inFlight;
    private final HttpSettings settings;
    private final Readiness readiness;
    private final Figures figures;
    private final TimeText times;
    private final CumulativeDeltas deltas = new CumulativeDeltas(CUMULATIVE_STACKS_MAX);

    ProfileIntake(
            HttpSettings settings,
            ProfileFormats formats,
            Readiness readiness,
            InFlightBytes inFlight,
            Figures figures,
            TimeText times) {
        this.settings = settings;
        this.formats = formats;
        this.readiness = readiness;
        this.figures = figures;
        this.times = times;
        this.bodies = new Bodies(settings);
        this.inFlight = inFlight;
    }

    /** Reads the body within all limits, counts what is refused and why, and gives the memory back whatever happens. */
    Handler handler(Upload upload) {
        return ctx -> {
            try (Reservation memory = inFlight.reserve()) {
                ProfileStore store = readiness.backend().store();
                byte[] body = bodies.read(ctx, settings.bodyBytesMax(), memory);
                figures.bodyBytes(body.length);
                upload.take(ctx, body, memory, store);
            } catch (RuntimeException e) {
                figures.profileRefused(e);
                throw e;
            }
        };
    }

    List<Profile> read(Context ctx, byte[] body, Source source, Reservation memory) {
        byte[] decoded = decoded(ctx, body, source, memory);
        return formats.read(decoded, source);
    }

    /** Reads the body as what somebody says that it is. */
    List<Profile> read(Context ctx, byte[] body, String format, Source source, Reservation memory) {
        byte[] decoded = decoded(ctx, body, source, memory);
        return formats.named(format).read(decoded, source);
    }

    /** The name of the format that the bytes tell, if they do. */
    String sniffed(byte[] body, String otherwise) {
        return formats.find(body).map(ProfileFormat::name).orElse(otherwise);
    }

    private byte[] decoded(Context ctx, byte[] body, Source source, Reservation memory) {
        byte[] decoded = bodies.decoded(ctx, body, source.origin(), memory);
        bodies.reserveContent(decoded, memory);
        return decoded;
    }

    /** The parameter {@code requests}, empty if there is none. */
    static OptionalDouble requests(Context ctx) {
        List<String> values = ctx.queryParams("requests");
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (values.size() > 1) {
            throw badRequests("requests is given " + values.size() + " times");
        }
        try {
            return OptionalDouble.of(Requests.parse(values.get(0)));
        } catch (IllegalArgumentException e) {
            throw badRequests(String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException badRequests(String message) {
        Problem problem = Problem.of("invalid_parameter", message)
                .in("requests")
                .hint(
                        "the number of requests that the process served while the profile was taken; leave it out if nobody counted");
        return new ProblemException(400, problem);
    }

    /** The one message in the body of a remote call. */
    byte[] message(Context ctx, byte[] body, ProtobufSchema schema, Reservation memory, String origin) {
        return new RpcMessages(bodies, settings.profileBytesMax()).read(ctx, body, schema, memory, origin);
    }

    /** All are durable when it returns, or none; they have their labels already, and their start if their client knows it. */
    List<Profile> store(List<Profile> decoded, ProfileStore store) {
        return store(decoded, Labels.EMPTY, new Sent(null, null, OptionalDouble.empty()), store);
    }

    /** All are durable when it returns, or none. A label of the request stands over one of the same name in a profile. */
    List<Profile> store(List<Profile> decoded, Labels labels, Sent sent, ProfileStore store) {
        return store(decoded, Set.of(), labels, sent, store);
    }

    /**
     * The same for profiles some of whose values count from the start of the process: what they grew by is stored.
     *
     * @param cumulative names of these sample types
     */
    List<Profile> store(List<Profile> decoded, Set<String> cumulative, Labels labels, Sent sent, ProfileStore store) {
        if (decoded.isEmpty()) {
            return List.of();
        }
        long now = times.now();
        List<Profile> profiles = decoded.stream()
                .map(profile -> counted(timed(profile, sent, now), sent)
                        .withLabels(SampleLabels.under(labels, profile.labels())))
                .toList();
        List<Profile> stored = profiles;
        if (cumulative.isEmpty()) {
            store.append(profiles);
        } else {
            stored = deltas.append(profiles, cumulative, store::append);
        }
        figures.profilesAccepted(stored);
        return stored;
    }

    private static Profile counted(Profile profile, Sent sent) {
        return sent.requests().isPresent()
                ? profile.withRequests(sent.requests().getAsDouble())
                : profile;
    }

    private static Profile timed(Profile profile, Sent sent, long now) {
        boolean known = profile.startNanos() >= YEAR_1971_NANOS;
        long from = sent.fromNanos() == null ? now : sent.fromNanos();
        long start = known ? profile.startNanos() : Math.max(1, from);
        long duration = profile.durationNanos();
        if (duration <= 0 && sent.fromNanos() != null && sent.untilNanos() != null) {
            duration = Math.max(0, sent.untilNanos() - sent.fromNanos());
        }
        return profile.at(start, duration);
    }
}
