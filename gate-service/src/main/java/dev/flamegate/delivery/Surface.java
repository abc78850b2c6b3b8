package dev.flamegate.delivery;

/** What of a pull request a verdict is shown on. */
public enum Surface {
    /** Holds the merge; there from the question on, finished by the answer. */
    CHECK,
    /** The same where there are no checks, or no permission to write them. */
    STATUS,
    /** Explains; one for a service and a pull request, kept up to date. */
    COMMENT,
    /** Approves or rejects a deployment that waits. */
    DEPLOYMENT;

    /** Whether it says that a gate is at work, before there is a verdict. */
    boolean startsBeforeTheVerdict() {
        return this != COMMENT;
    }
}
