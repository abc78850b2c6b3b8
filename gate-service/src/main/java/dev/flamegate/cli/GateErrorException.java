package dev.flamegate.cli;

import dev.flamegate.reports.Conclusion;

/** The gate itself could not run. */
final class GateErrorException extends FailureException {
    private static final long serialVersionUID = 1;

    private final Conclusion conclusion;

    GateErrorException(String message, Conclusion conclusion) {
        super(message);
        this.conclusion = conclusion;
    }

    /** What that means to the pipeline, by the policy that the service has. */
    Conclusion conclusion() {
        return conclusion;
    }
}
