package dev.flamegate.gate.policy;

import java.util.Locale;

/** What something that is no FAIL means to the pipeline. The verdict's own word never changes. */
public enum Meaning {
    FAIL,
    NEUTRAL,
    PASS;

    /** As it stands in a file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
