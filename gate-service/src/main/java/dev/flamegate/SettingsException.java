package dev.flamegate;

/** A configuration that does not hold. The message names the place and the rule. */
final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }
}
