package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.store.RefusedProfileException.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Every series that is stored, by service, so that a new one can be refused before it is written. One that keeps coming is never refused.
 *
 * <p>Safe for use by many threads.
 */
final class KnownSeries {
    private record Series(Labels labels, List<ProfileType> types) {}

    private final ProfileLimits limits;
    private final Map<String, Set<Series>> byService = new HashMap<>();
    private final Set<Series> addedSince = new HashSet<>();

    KnownSeries(ProfileLimits limits, List<StoredSeries> stored) {
        this.limits = limits;
        for (StoredSeries one : stored) {
            of(one.labels()).add(new Series(one.labels(), one.types()));
        }
    }

    /**
     * Counts the series of these profiles as stored.
     *
     * @return takes back what was new among them, for when they are not stored after all
     * @throws RefusedProfileException if a new one is too many; nothing is counted then
     */
    synchronized Runnable add(List<Profile> profiles) {
        List<Series> added = new ArrayList<>();
        try {
            for (Profile profile : profiles) {
                Series series = new Series(
                        profile.labels(),
                        IntStream.range(0, profile.sampleTypes().size())
                                .mapToObj(profile::type)
                                .toList());
                if (isNew(series)) {
                    of(series.labels()).add(series);
                    addedSince.add(series);
                    added.add(series);
                }
            }
        } catch (RefusedProfileException e) {
            remove(added);
            throw e;
        }
        return () -> remove(added);
    }

    /**
     * Forgets what is not stored any more.
     *
     * @param stored as it was at some time since the last call; what came since then is kept
     */
    synchronized void replace(List<StoredSeries> stored) {
        byService.clear();
        stored.forEach(one -> of(one.labels()).add(new Series(one.labels(), one.types())));
        addedSince.forEach(series -> of(series.labels()).add(series));
        addedSince.clear();
    }

    private boolean isNew(Series series) {
        String service = series.labels().valueOrEmpty(Labels.SERVICE);
        Set<Series> known = byService.get(service);
        if (known == null) {
            if (byService.size() >= limits.servicesMax()) {
                throw new RefusedProfileException(
                        Limit.SERVICES,
                        "service '" + service + "' would be one more than the " + limits.servicesMax()
                                + " services that are taken",
                        "a service is a program, not an instance of it: say versions and pods in their own labels, or raise"
                                + " limits.services_max",
                        0);
            }
            return true;
        }
        if (known.contains(series)) {
            return false;
        }
        if (known.size() >= limits.seriesPerServiceMax()) {
            throw tooMany(service, known, series);
        }
        return true;
    }

    private RefusedProfileException tooMany(String service, Set<Series> known, Series refused) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (Series series : known) {
            series.labels()
                    .asMap()
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, n -> new HashSet<>()).add(value));
        }
        String worst = "";
        int most = 0;
        for (Map.Entry<String, Set<String>> label : values.entrySet()) {
            if (label.getValue().size() > most) {
                worst = label.getKey();
                most = label.getValue().size();
            }
        }
        return new RefusedProfileException(
                Limit.SERIES,
                "service '" + service + "' has " + known.size() + " series already, and no more are taken; label '"
                        + worst
                        + "' has the most values, " + most + ", and this profile has '"
                        + refused.labels().valueOrEmpty(worst) + "'",
                "leave label '" + worst + "' out if its values are not few, or raise limits.series_per_service_max;"
                        + " profiles of series that are known already are still taken",
                0);
    }

    private synchronized void remove(List<Series> added) {
        for (Series series : added) {
            Set<Series> known = of(series.labels());
            known.remove(series);
            addedSince.remove(series);
            if (known.isEmpty()) {
                byService.remove(series.labels().valueOrEmpty(Labels.SERVICE));
            }
        }
    }

    private Set<Series> of(Labels labels) {
        return byService.computeIfAbsent(labels.valueOrEmpty(Labels.SERVICE), service -> new HashSet<>());
    }
}
