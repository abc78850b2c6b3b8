package dev.flamegate.store;

/** A backup that cannot be made as things are; the message says what would have to be different. */
public final class BackupRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackupRefusedException(String message) {
        super(message);
    }
}
