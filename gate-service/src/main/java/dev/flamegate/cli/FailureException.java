package dev.flamegate.cli;

/** The service did not do what it should, or could not be reached. Exit code {@value ExitCode#FAILURE}. */
public class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FailureException(String message) {
        super(message);
    }

    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
