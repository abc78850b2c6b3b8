package dev.flamegate.http;

import java.util.Locale;

/**
 * The error codes that gRPC, Connect and OTLP share, as far as this service has a use for them.
 *
 * <p>Clients repeat a call that failed with {@code unavailable}, {@code deadline_exceeded}, {@code resource_exhausted} or {@code
 * internal}, so whatever will fail again, a body that is too large included, is an invalid argument. A full disk and a busy
 * service are unavailable. Too many services or series are {@code resource_exhausted}: waiting does not help, and gRPC clients of
 * OTLP give up on it unless they are told a time to wait.
 */
enum RpcCode {
    INVALID_ARGUMENT(3, 400),
    DEADLINE_EXCEEDED(4, 504),
    PERMISSION_DENIED(7, 403),
    RESOURCE_EXHAUSTED(8, 429),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503);

    private final int number;
    private final int httpStatus;

    RpcCode(int number, int httpStatus) {
        this.number = number;
        this.httpStatus = httpStatus;
    }

    /** @param waitingHelps whether the client is told a time after which to try again */
    static RpcCode of(int httpStatus, boolean waitingHelps) {
        return switch (httpStatus) {
            case 400, 413, 415, 422 -> INVALID_ARGUMENT;
            case 403 -> PERMISSION_DENIED;
            case 404, 405, 501 -> UNIMPLEMENTED;
            case 408, 504 -> DEADLINE_EXCEEDED;
            case 429 -> waitingHelps ? UNAVAILABLE : RESOURCE_EXHAUSTED;
            case 503, 507 -> UNAVAILABLE;
            default -> INTERNAL;
        };
    }

    /** As gRPC writes it. */
    int number() {
        return number;
    }

    /** As Connect writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that goes with the code in Connect. */
    int httpStatus() {
        return httpStatus;
    }
}
