package dev.flamegate.gate.policy;

import java.util.List;

/** Who is asked about some functions. */
public record Ownership(NamePattern pattern, List<String> owners) {
    public Ownership {
        owners = List.copyOf(owners);
    }
}
