package dev.flamegate.http;

import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.InvalidQueryException;
import dev.flamegate.query.LabelCatalog;
import dev.flamegate.query.Query;
import dev.flamegate.store.StoredSeries;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an {@link ExploreAddress} means in a store: one selection of profiles, the candidate, or two to compare.
 *
 * @param types whole names of the service's profile types
 * @param type the one that is shown
 * @param versions of the service, in the order in which they first ran
 * @param extent of time in which the service has profiles of the type
 */
record Exploration(
        ExploreAddress address,
        List<String> types,
        String type,
        List<Holdings> versions,
        TimeRange extent,
        Side candidate,
        Optional<Side> baseline) {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long SHARED_MAX = 7 * DAY;

    /**
     * @param version empty for all
     * @param range of the profiles' starts
     */
    record Side(String version, LabelSelector selector, String query, TimeRange range) {

        /** What people call it. */
        String name() {
            return version.isEmpty() ? "all versions" : version;
        }
    }

    /**
     * @param ofService what is stored of the service
     * @throws ProblemException naming the parameter
     * @throws InvalidQueryException if a selector cannot be read
     */
    static Exploration of(ExploreAddress address, LabelCatalog ofService, TimeText times) {
        List<String> types = List.copyOf(ofService.values(Query.TYPE_LABEL));
        String type = type(address.text(ExploreAddress.TYPE), types);
        List<StoredSeries> series = ofService.series().stream()
                .filter(one ->
                        one.types().stream().anyMatch(its -> its.toString().equals(type)))
                .toList();
        LabelSelector after = selector(address, ExploreAddress.CANDIDATE, ExploreAddress.CANDIDATE_SELECTOR);
        TimeRange ofAfter = extent(series, after);
        if (!address.compares()) {
            TimeRange range = range(address, ExploreAddress.FROM, ExploreAddress.UNTIL, last(ofAfter), times);
            Side one = side(address.text(ExploreAddress.CANDIDATE), type, after, range);
            return new Exploration(
                    address, types, type, versions(series), extent(series, LabelSelector.ALL), one, Optional.empty());
        }
        LabelSelector before = selector(address, ExploreAddress.BASELINE, ExploreAddress.BASELINE_SELECTOR);
        TimeRange ofBefore = extent(series, before);
        Optional<TimeRange> both = shared(ofBefore, ofAfter);
        TimeRange range = range(address, ExploreAddress.FROM, ExploreAddress.UNTIL, both.orElse(last(ofAfter)), times);
        boolean timed = address.texts().containsKey(ExploreAddress.FROM)
                || address.texts().containsKey(ExploreAddress.UNTIL);
        TimeRange otherwise = timed || both.isPresent() ? range : last(ofBefore);
        TimeRange baselineRange =
                range(address, ExploreAddress.BASELINE_FROM, ExploreAddress.BASELINE_UNTIL, otherwise, times);
        return new Exploration(
                address,
                types,
                type,
                versions(series),
                extent(series, LabelSelector.ALL),
                side(address.text(ExploreAddress.CANDIDATE), type, after, range),
                Optional.of(side(address.text(ExploreAddress.BASELINE), type, before, baselineRange)));
    }

    private static String type(String asked, List<String> types) {
        String wanted = asked.isEmpty() ? "cpu" : asked;
        Optional<String> found = types.stream()
                .filter(one -> ProfileType.parse(one).isCalled(wanted))
                .findFirst();
        if (found.isEmpty() && asked.isEmpty() && !types.isEmpty()) {
            return types.get(0);
        }
        return found.orElseThrow(() -> ProblemException.badField(
                ExploreAddress.TYPE,
                types.isEmpty()
                        ? "nothing is stored of this service"
                        : "the service has no profiles of type '" + wanted + "'; it has " + String.join(", ", types)));
    }

    /** The service, the version if one is named, and the conditions for both sides and for this one. */
    private static LabelSelector selector(ExploreAddress address, String version, String own) {
        return LabelSelector.equal(Labels.SERVICE, address.text(ExploreAddress.SERVICE))
                .and(versions(address, version))
                .and(conditions(address, ExploreAddress.SELECTOR))
                .and(conditions(address, own));
    }

    /** As questions to the gate write them: a version, several with commas between them, or a selector in braces; none are all. */
    static LabelSelector versions(ExploreAddress address, String name) {
        String text = address.text(name);
        try {
            return text.isEmpty() ? LabelSelector.ALL : Cohort.parse(text).selector();
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField(name, String.valueOf(e.getMessage()));
        }
    }

    /** With braces or without. */
    static LabelSelector conditions(ExploreAddress address, String name) {
        String text = address.text(name);
        if (text.isEmpty()) {
            return LabelSelector.ALL;
        }
        try {
            return LabelSelector.parse(text.startsWith("{") ? text : "{" + text + "}");
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField(name, String.valueOf(e.getMessage()));
        }
    }

    private static Side side(String version, String type, LabelSelector selector, TimeRange range) {
        return new Side(version, selector, type + selector, range);
    }

    private static List<Holdings> versions(List<StoredSeries> series) {
        return Holdings.by(Labels.VERSION, series).stream()
                .filter(version -> !version.value().isEmpty())
                .sorted(Comparator.comparing(Holdings::first).thenComparing(Holdings::value))
                .toList();
    }

    /** Whole seconds around all profiles of the series that match; of none an empty range. */
    private static TimeRange extent(List<StoredSeries> series, LabelSelector selector) {
        List<StoredSeries> matching =
                series.stream().filter(one -> selector.matches(one.labels())).toList();
        if (matching.isEmpty()) {
            return new TimeRange(0, 0);
        }
        long first = matching.stream().mapToLong(StoredSeries::firstNanos).min().orElse(0);
        long last = matching.stream().mapToLong(StoredSeries::lastNanos).max().orElse(0);
        return new TimeRange(first / SECOND * SECOND, (last / SECOND + 1) * SECOND);
    }

    /** Its last day. */
    private static TimeRange last(TimeRange extent) {
        return new TimeRange(Math.max(extent.startNanos(), extent.endNanos() - DAY), extent.endNanos());
    }

    /** The last week of the time from the first profile to the last one of both sides; empty if they did not run at one time. */
    private static Optional<TimeRange> shared(TimeRange one, TimeRange other) {
        if (one.startNanos() >= other.endNanos() || other.startNanos() >= one.endNanos()) {
            return Optional.empty();
        }
        long end = Math.max(one.endNanos(), other.endNanos());
        long start = Math.min(one.startNanos(), other.startNanos());
        return Optional.of(new TimeRange(Math.max(start, end - SHARED_MAX), end));
    }

    private static TimeRange range(
            ExploreAddress address, String from, String until, TimeRange otherwise, TimeText times) {
        boolean begins = address.texts().containsKey(from);
        boolean ends = address.texts().containsKey(until);
        if (!begins && !ends) {
            return otherwise;
        }
        long end = ends ? nanos(address, until, times) : times.now();
        long start = begins ? nanos(address, from, times) : Math.max(0, end - DAY);
        if (start > end) {
            throw ProblemException.badField(from, "'" + from + "' is after '" + until + "'");
        }
        return new TimeRange(start, end);
    }

    private static long nanos(ExploreAddress address, String name, TimeText times) {
        return times.nanos(address.text(name)).filter(nanos -> nanos >= 0).orElseThrow(() -> {
            Problem problem = Problem.of("invalid_parameter", "'" + address.text(name) + "' is not a time");
            return new ProblemException(400, problem.in(name).hint("now-1h, or 2026-11-21T12:00:00Z"));
        });
    }
}
