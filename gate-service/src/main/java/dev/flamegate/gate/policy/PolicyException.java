package dev.flamegate.gate.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that does not hold, with everything that is wrong in it. */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<PolicyError> errors;

    /** @param origin file or field it came from */
    PolicyException(String origin, List<PolicyError> errors) {
        super(errors.stream().map(error -> origin + ", " + error.text()).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** In order of their places, at least one. */
    public List<PolicyError> errors() {
        return errors;
    }
}
