package dev.flamegate.jenkins;

import java.io.IOException;

/** The service did not answer, refused, or answered what is not Flamegate's. The message is one line for the build's log. */
final class ServiceException extends IOException {
    private static final long serialVersionUID = 1;

    ServiceException(String message) {
        super(Printable.text(message));
    }
}
