package dev.flamegate.gate;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Side;
import dev.flamegate.reports.Subject;
import dev.flamegate.store.StoredProfile;
import java.util.List;

/** What was compared, in the report's words. */
final class SubjectLine {
    private SubjectLine() {}

    /** @param units what one sample is of the baseline's and of the candidate's totals */
    static Subject of(Selection selection, Look look, DiffTree tree, double[] units) {
        return new Subject(
                selection.service(),
                selection.type().toString(),
                selection.type().sampleType().unit(),
                side(selection, selection.baseline(), tree.baselineTotals()[0], units[0]),
                side(selection, selection.candidate(), tree.candidateTotals()[0], units[1]),
                look);
    }

    private static Side side(Selection selection, Selection.Cohort cohort, double total, double unitsPerSample) {
        List<TimeRange> times = cohort.pods().stream()
                .flatMap(pod -> pod.windows().stream())
                .map(StoredProfile::time)
                .filter(time -> time.startNanos() > 0)
                .toList();
        return new Side(
                cohort.name(),
                cohort.selector(),
                cohort.pods().stream().map(Selection.Pod::name).toList(),
                cohort.profileCount(),
                total,
                total / unitsPerSample,
                times.isEmpty()
                        ? null
                        : times.stream().mapToLong(TimeRange::startNanos).min().getAsLong(),
                times.isEmpty()
                        ? null
                        : times.stream().mapToLong(TimeRange::endNanos).max().getAsLong(),
                selection.exposure().countsRequests() ? RequestCosts.requests(cohort) : null);
    }
}
