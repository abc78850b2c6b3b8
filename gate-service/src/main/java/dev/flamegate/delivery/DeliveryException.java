package dev.flamegate.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message did not get through. The text is shown to people: it holds no secret, and says what to do where that is known. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1;

    /** What to make of it. */
    public enum Kind {
        /** The place has had enough of us: everything for it waits. */
        BUSY,
        /** The place failed, or nobody answered. */
        UNREACHABLE,
        /** This surface is not allowed; a lesser one may be. */
        SURFACE_REFUSED,
        /** It will not be taken, however often it is sent. */
        REFUSED
    }

    private final Kind kind;
    private final transient @Nullable Instant until;

    private DeliveryException(Kind kind, String message, @Nullable Instant until, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.until = until;
    }

    public DeliveryException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    /** @param until when the place said that it would listen again; empty if it did not say */
    public static DeliveryException busy(String message, Optional<Instant> until, @Nullable Throwable cause) {
        return new DeliveryException(Kind.BUSY, message, until.orElse(null), cause);
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }
}
