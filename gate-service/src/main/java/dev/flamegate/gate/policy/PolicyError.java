package dev.flamegate.gate.policy;

/**
 * One thing that is wrong in a policy.
 *
 * @param line from 1
 * @param column from 1
 */
public record PolicyError(int line, int column, String message) {

    /** For people: the place first. */
    public String text() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
