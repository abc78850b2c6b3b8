package dev.flamegate.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flamegate.export.Answer;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.otlp.OtlpFormat;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The end of a remote call in the form that its client reads: an empty message, or a code and a sentence. */
final class RpcAnswers {
    /** A {@code google.rpc.Status} in JSON. */
    private record Status(int code, String message) {}

    /** Connect's error. */
    private record Failure(String code, String message) {}

    private RpcAnswers() {}

    /** A message that has no fields set. */
    static void succeed(Context ctx) {
        succeed(ctx, new byte[0], "{}".getBytes(StandardCharsets.UTF_8));
    }

    static void succeed(Context ctx, Answer answer) {
        boolean json = RpcForm.of(ctx.path(), ctx.contentType()).isJson();
        succeed(ctx, json ? new byte[0] : answer.wire(), json ? answer.json() : new byte[0]);
    }

    private static void succeed(Context ctx, byte[] wire, byte[] json) {
        RpcForm form = RpcForm.of(ctx.path(), ctx.contentType());
        ctx.status(200);
        ctx.contentType(String.valueOf(ctx.contentType()));
        if (form == RpcForm.GRPC) {
            ctx.res().setTrailerFields(() -> Map.of("grpc-status", "0"));
            ctx.result(GrpcFrame.of(wire));
        } else if (form.isJson()) {
            ctx.contentType("application/json");
            ctx.result(json);
        } else if (wire.length > 0) {
            ctx.result(wire);
        }
    }

    /** The header {@code Retry-After} is set already, where there is a time to name. */
    static void refuse(Context ctx, ProblemException refusal) {
        RpcForm form = RpcForm.find(ctx.path(), ctx.contentType());
        RpcCode code = RpcCode.of(refusal.status(), refusal.retryAfterSeconds() > 0);
        String message = sentence(refusal.problem());
        if (form == null || refusal.status() == 505) {
            ctx.header("Accept-Post", "application/proto, application/json, application/grpc, application/x-protobuf");
            ctx.status(refusal.status()).json(refusal.problem());
        } else if (form == RpcForm.GRPC) {
            String number = Integer.toString(code.number());
            ctx.status(200).contentType("application/grpc").header("grpc-accept-encoding", "gzip,identity");
            ctx.res().setTrailerFields(() -> Map.of("grpc-status", number, "grpc-message", GrpcFrame.encoded(message)));
            ctx.result(new byte[0]);
        } else if (form.isConnect()) {
            ctx.status(code.httpStatus()).json(new Failure(code.word(), message));
        } else {
            otlp(ctx, form, refusal, new Status(code.number(), message));
        }
    }

    /** Clients of OTLP repeat on 429, 502, 503 and 504 alone. */
    private static void otlp(Context ctx, RpcForm form, ProblemException refusal, Status status) {
        ctx.status(refusal.status() == 507 ? 503 : refusal.status() == 422 ? 400 : refusal.status());
        if (form.isJson()) {
            ctx.json(status);
        } else {
            ctx.contentType("application/x-protobuf").result(wire(status));
        }
    }

    private static byte[] wire(Status status) {
        try {
            return ProtobufJson.toWire(Json.MAPPER.writeValueAsBytes(status), OtlpFormat.STATUS, "status");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status of a number and a text", e);
        }
    }

    private static String sentence(Problem problem) {
        return problem.hint() == null ? problem.message() : problem.message() + "; " + problem.hint();
    }
}
