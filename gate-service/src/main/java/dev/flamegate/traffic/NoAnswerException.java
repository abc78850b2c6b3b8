package dev.flamegate.traffic;

/** A source has no number that can be used; the message is a clause for the report. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswerException(String message) {
        super(message);
    }
}
