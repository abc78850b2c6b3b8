package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

/**
 * What was compared. Baseline is left and before, candidate is right and after, on every surface.
 *
 * @param service the service's name
 * @param profileType for example {@code process_cpu:cpu:nanoseconds:cpu:nanoseconds}
 * @param unit unit of both totals: {@code nanoseconds}
 * @param look {@link Look#ONLY} unless the data is looked at while it grows
 */
public record Subject(String service, String profileType, String unit, Side baseline, Side candidate, Look look) {
    public Subject {
        text(service, "service");
        text(profileType, "profile type");
    }
}
