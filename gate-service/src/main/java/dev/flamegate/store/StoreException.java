package dev.flamegate.store;

/** The storage failed, or what was read back did not pass its checks. The message names the folder and the place. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
