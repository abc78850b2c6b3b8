package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.push.PushFormat;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * {@code push.v1.PusherService/Push}, as Pyroscope's newer clients and Alloy send it: Connect in protobuf and JSON, and gRPC. All profiles
 * of a call are stored at once: an error means that nothing of it was.
 */
final class PushRoutes {
    private static final String ORIGIN = "push";

    private final ProfileIntake intake;
    private final PushFormat format;

    PushRoutes(ProfileIntake intake, PushFormat format) {
        this.intake = intake;
        this.format = format;
    }

    void declare(RoutesConfig routes) {
        routes.post(RpcForm.PUSH, intake.handler(this::push));
    }

    private void push(Context ctx, byte[] body, Reservation memory, ProfileStore store) {
        byte[] request = intake.message(ctx, body, PushFormat.SCHEMA, memory, ORIGIN);
        List<Profile> profiles = format.read(request, ORIGIN, memory::add);
        intake.store(profiles, store);
        RpcAnswers.succeed(ctx);
    }
}
