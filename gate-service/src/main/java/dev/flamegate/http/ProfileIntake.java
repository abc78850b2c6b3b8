package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ProtobufSchema;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One upload from its bytes to a durable profile. */
final class ProfileIntake {

    /** Old clients wrote microseconds where nanoseconds belong: such starts lie in 1970. */
    private static final long YEAR_1971_NANOS = 31_536_000_000_000_000L;

    /**
     * When the client says the profile was taken.
     *
     * @param fromNanos null if it does not say
     * @param untilNanos likewise
     */
    record Sent(@Nullable Long fromNanos, @Nullable Long untilNanos) {}

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

    Profile read(Context ctx, byte[] body, String origin, Reservation memory) {
        byte[] decoded = bodies.decoded(ctx, body, origin, memory);
        bodies.reserveContent(decoded, memory);
        return formats.read(decoded, origin);
    }

    /** Durable when it returns. */
    Profile store(Profile decoded, Labels labels, Sent sent, ProfileStore store) {
        Profile profile = timed(decoded, sent).withLabels(labels);
        store.append(List.of(profile));
        figures.profileAccepted();
        return profile;
    }

    /** The one message in the body of a remote call. */
    byte[] message(Context ctx, byte[] body, ProtobufSchema schema, Reservation memory, String origin) {
        return new RpcMessages(bodies, settings.profileBytesMax()).read(ctx, body, schema, memory, origin);
    }

    /** All are durable when it returns, or none; they have their labels already, and their start if their client knows it. */
    void storeAll(List<Profile> decoded, ProfileStore store) {
        Sent unsaid = new Sent(null, null);
        store.append(decoded.stream().map(profile -> timed(profile, unsaid)).toList());
        decoded.forEach(profile -> figures.profileAccepted());
    }

    private Profile timed(Profile profile, Sent sent) {
        boolean known = profile.startNanos() >= YEAR_1971_NANOS;
        long from = sent.fromNanos() == null ? times.now() : sent.fromNanos();
        long start = known ? profile.startNanos() : Math.max(1, from);
        long duration = profile.durationNanos();
        if (duration <= 0 && sent.fromNanos() != null && sent.untilNanos() != null) {
            duration = Math.max(0, sent.untilNanos() - sent.fromNanos());
        }
        return profile.at(start, duration);
    }
}
