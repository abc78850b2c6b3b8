package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.otlp.OtlpFormat;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** OpenTelemetry's profiles, over HTTP in protobuf and JSON, and over gRPC. A request is stored as a whole or not at all. */
final class OtlpRoutes {
    private static final String ORIGIN = "otlp";

    private final ProfileIntake intake;
    private final OtlpFormat format;

    OtlpRoutes(ProfileIntake intake, OtlpFormat format) {
        this.intake = intake;
        this.format = format;
    }

    void declare(RoutesConfig routes) {
        routes.post(RpcForm.OTLP_HTTP, intake.handler(this::export));
        routes.post(RpcForm.OTLP_GRPC, intake.handler(this::export));
    }

    private void export(Context ctx, byte[] body, Reservation memory, ProfileStore store) {
        byte[] request = intake.message(ctx, body, OtlpFormat.SCHEMA, memory, ORIGIN);
        memory.add(request.length);
        List<Profile> profiles = format.read(request, ORIGIN);
        if (!profiles.isEmpty()) {
            intake.store(profiles, store);
        }
        RpcAnswers.succeed(ctx);
    }
}
