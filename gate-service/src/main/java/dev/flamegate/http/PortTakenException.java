package dev.flamegate.http;

/** Something else listens on the port. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTakenException(String host, int port, Throwable cause) {
        super("port " + port + " of " + host + " is taken, or may not be used", cause);
    }
}
