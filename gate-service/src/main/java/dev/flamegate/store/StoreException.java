package dev.flamegate.store;

/** The storage failed, or what was read back did not pass its checks. The message names the folder and the place. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What a caller can do something about. */
    public enum Reason {
        /** No room on the disk: nothing was stored, reads go on. */
        FULL,
        /** What was read back fails its checks: repeating the call does not help, other calls may. */
        DAMAGED,
        /** Another process, or another part of this one, has the folder open. */
        IN_USE,
        /** The folder was written in a format that this build does not know, or is no store at all. */
        UNKNOWN_FORMAT,
        /** The store was closed before the call. */
        CLOSED,
        /** Any other failure of the storage. */
        FAILED
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public StoreException(String message) {
        this(Reason.FAILED, message);
    }

    public StoreException(String message, Throwable cause) {
        this(Reason.FAILED, message, cause);
    }

    public Reason reason() {
        return reason;
    }
}
