package dev.flamegate.http;

import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.ProtobufSchema;
import io.javalin.http.Context;
import java.util.Locale;

/** From the body of a remote call to the one protobuf message in it, whatever its form, frame and compression. */
final class RpcMessages {
    private final Bodies bodies;
    private final int messageBytesMax;

    /**
     * @param messageBytesMax largest message, decompressed
     */
    RpcMessages(Bodies bodies, int messageBytesMax) {
        this.bodies = bodies;
        this.messageBytesMax = messageBytesMax;
    }

    byte[] read(Context ctx, byte[] body, ProtobufSchema schema, Reservation memory, String origin) {
        RpcForm form = RpcForm.of(ctx.path(), ctx.contentType());
        byte[] content = form == RpcForm.GRPC ? framed(ctx, body, memory, origin) : plain(ctx, body, memory, origin);
        if (!form.isJson()) {
            return content;
        }
        // The text of the longest field, and the message that is made of it.
        memory.add(content.length);
        memory.add(content.length);
        return ProtobufJson.toWire(content, schema, origin);
    }

    private byte[] framed(Context ctx, byte[] body, Reservation memory, String origin) {
        if (!ctx.req().getProtocol().equals("HTTP/2.0")) {
            Problem problem = Problem.of(
                    "http2_needed",
                    "gRPC goes over HTTP/2, this is " + ctx.req().getProtocol());
            throw new ProblemException(505, problem);
        }
        memory.add(body.length);
        GrpcFrame frame = GrpcFrame.read(body, origin);
        String encoding = encoding(ctx, RpcForm.GRPC);
        if (!frame.compressed()) {
            return frame.message();
        }
        if (encoding.equals("identity")) {
            throw new MalformedProfileException(
                    origin, "byte 0", "the gRPC frame says that it is compressed, the header grpc-encoding does not");
        }
        return gunzipped(frame.message(), memory, origin);
    }

    private byte[] plain(Context ctx, byte[] body, Reservation memory, String origin) {
        String encoding = encoding(ctx, RpcForm.of(ctx.path(), ctx.contentType()));
        return encoding.equals("identity") || body.length == 0 ? body : gunzipped(body, memory, origin);
    }

    private byte[] gunzipped(byte[] packed, Reservation memory, String origin) {
        if (!Gunzip.matches(packed)) {
            throw new MalformedProfileException(origin, "byte 0", "a header says gzip, but the bytes are not gzip");
        }
        bodies.reserveContent(packed, memory);
        return Gunzip.content(packed, messageBytesMax, origin);
    }

    /** {@code gzip} or {@code identity}. */
    private static String encoding(Context ctx, RpcForm form) {
        String stated = ctx.header(form.encodingHeader());
        String encoding =
                stated == null || stated.isBlank() ? "identity" : stated.strip().toLowerCase(Locale.ROOT);
        if (!encoding.equals("gzip") && !encoding.equals("identity")) {
            Problem problem = Problem.of(
                            "unsupported_encoding",
                            form.encodingHeader() + " is '" + encoding + "', taken are gzip and identity")
                    .in(form.encodingHeader());
            throw new ProblemException(form == RpcForm.GRPC || form.isConnect() ? 501 : 415, problem);
        }
        return encoding;
    }
}
