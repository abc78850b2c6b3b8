package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

/**
 * One line of "are these alike enough to compare?".
 *
 * @param name what was looked at: {@code pods}
 * @param detail what was found, with both sides' values
 */
public record Check(String name, State state, String detail) {

    /** How the check ended. */
    public enum State {
        OK,
        WARNING,
        FAILED
    }

    public Check {
        text(name, "check name");
        text(detail, "check detail");
    }
}
