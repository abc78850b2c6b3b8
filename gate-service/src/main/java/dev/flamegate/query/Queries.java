package dev.flamegate.query;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.InvalidQueryException.Reason;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Resolution;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Answers questions about what is stored, within limits. Safe for use by many threads. */
public final class Queries {
    private final ProfileStore store;
    private final QueryLimits limits;
    private final Clock clock;

    /**
     * @param clock only for how long a query takes
     */
    public Queries(ProfileStore store, QueryLimits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    public QueryLimits limits() {
        return limits;
    }

    /**
     * Adds up the profiles that start in the range, of all services that the query chooses.
     *
     * @throws InvalidQueryException if the type is not known or not told
     */
    public Merged merge(Query query, TimeRange range) {
        Chosen chosen = Chosen.of(store, query);
        Reading reading = new Reading(limits, clock);
        ProfileBuilder sum = new ProfileBuilder("query", List.of(chosen.type().sampleType()));
        MergedStacks merged = new MergedStacks(sum);
        for (String service : chosen.services()) {
            if (reading.goesOn()) {
                merged.add(
                        visitor ->
                                store.visit(service, chosen.type(), query.selector(), range, Resolution.DAY, visitor),
                        reading);
            }
            if (sum.tree().nodeCount() > limits.treeNodesMax() && reading.goesOn()) {
                reading.stop("merged services up to '" + service + "', whose stacks fill " + limits.treeNodesMax()
                        + " frames");
            }
        }
        sum.name(chosen.type().name()).period(chosen.type().periodType(), merged.period());
        sum.time(merged.startNanos(), merged.durationNanos());
        return new Merged(chosen.type(), range, sum.build(), reading.coverage(chosen));
    }

    /**
     * Sums up the values of profiles by time and labels.
     *
     * @throws InvalidQueryException if that makes more points than the limit, or the type is not known or not told
     */
    public SeriesOverTime series(Query query, TimeRange range, SeriesOverTime.Shape shape) {
        Chosen chosen = Chosen.of(store, query);
        long points = range.durationNanos() / shape.stepNanos() + 1;
        if (points > limits.pointsMax()) {
            throw new InvalidQueryException(
                    Reason.LIMIT,
                    "the step divides the time into " + points + " points, at most " + limits.pointsMax()
                            + " are allowed: take a longer step");
        }
        Reading reading = new Reading(limits, clock);
        TimeBuckets buckets = new TimeBuckets(chosen.type(), range, shape);
        Resolution resolution =
                Resolution.upTo(Duration.ofNanos(shape.stepNanos())).cutStartsBehind(buckets.edges());
        for (String service : chosen.services()) {
            if (reading.goesOn()) {
                store.visitTotals(service, chosen.type(), query.selector(), range, resolution, profile -> {
                    boolean taken = reading.take(profile.stacks(), profile.profileCount());
                    if (taken) {
                        buckets.add(profile);
                    }
                    return taken;
                });
            }
        }
        List<SeriesOverTime.Line> lines = buckets.lines(limits.seriesMax(), reading);
        return new SeriesOverTime(chosen.type(), range, shape, lines, reading.coverage(chosen));
    }

    /** What is stored of the series that a query chooses. */
    public LabelCatalog labels(Query query) {
        return LabelCatalog.of(store.series(query.selector()), query);
    }

    /** What is stored. */
    public LabelCatalog labels() {
        return labels(new Query("", List.of(), LabelSelector.ALL));
    }
}
