package dev.flamegate.scrape;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a relabelling rule does; the names are Prometheus's. */
enum RelabelAction {
    REPLACE,
    KEEP,
    DROP,
    KEEPEQUAL,
    DROPEQUAL,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE;

    /**
     * @throws IllegalArgumentException listing the actions there are
     */
    static RelabelAction parse(String text) {
        for (RelabelAction action : values()) {
            if (action.name().equals(text.toUpperCase(Locale.ROOT))) {
                return action;
            }
        }
        throw new IllegalArgumentException("there is no action '" + text + "'; known are "
                + Arrays.stream(values())
                        .map(action -> action.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    /** Whether it writes, or compares with, the label named by {@code target_label}. */
    boolean needsTarget() {
        return switch (this) {
            case REPLACE, HASHMOD, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL -> true;
            default -> false;
        };
    }
}
