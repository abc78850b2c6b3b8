package dev.flamegate.store;

import dev.flamegate.profile.Labels;

/**
 * A version of a service whose profiles are kept whatever their age.
 *
 * @param since ISO 8601, UTC
 * @param reason in the words of whoever pinned it; may be empty
 */
public record Pin(String service, String version, String since, String reason) {
    public Pin {
        if (service.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a pin needs a service and a version");
        }
    }

    boolean holds(Labels labels) {
        return labels.valueOrEmpty(Labels.SERVICE).equals(service)
                && labels.valueOrEmpty(Labels.VERSION).equals(version);
    }
}
