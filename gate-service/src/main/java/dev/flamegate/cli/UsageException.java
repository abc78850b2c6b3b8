package dev.flamegate.cli;

/** Something that whoever typed the command can put right: an option, a file, the configuration. Exit code {@value ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
