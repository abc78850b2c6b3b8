package dev.flamegate.query;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.query.InvalidQueryException.Reason;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoredSeries;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a query is about among what is stored: one type, and the services that have it. */
record Chosen(ProfileType type, List<String> services, int seriesCount) {

    /**
     * @throws InvalidQueryException if the type is short and no series has it, or several types are meant
     */
    static Chosen of(ProfileStore store, Query query) {
        List<StoredSeries> matching = store.series(query.selector());
        TreeSet<String> types = new TreeSet<>();
        matching.stream()
                .flatMap(series -> series.types().stream())
                .filter(query::wants)
                .forEach(type -> types.add(type.toString()));
        if (types.size() > 1) {
            throw new InvalidQueryException(
                    Reason.INVALID, "the query means several types, name one: " + String.join(", ", types));
        }
        ProfileType type = types.isEmpty() ? typeByName(query, matching) : ProfileType.parse(types.first());
        List<StoredSeries> having = matching.stream()
                .filter(series -> series.types().contains(type))
                .toList();
        List<String> services = having.stream()
                .map(series -> series.labels().valueOrEmpty(Labels.SERVICE))
                .distinct()
                .sorted()
                .toList();
        return new Chosen(type, services, having.size());
    }

    /** A whole name needs no series to have it: that nothing is stored is an answer. */
    private static ProfileType typeByName(Query query, List<StoredSeries> matching) {
        Optional<String> whole = query.wholeType();
        if (whole.isPresent()) {
            try {
                return ProfileType.parse(whole.get());
            } catch (IllegalArgumentException e) {
                throw new InvalidQueryException(Reason.INVALID, String.valueOf(e.getMessage()));
            }
        }
        TreeSet<String> known = new TreeSet<>();
        matching.forEach(series -> series.types().forEach(type -> known.add(type.toString())));
        throw new InvalidQueryException(
                Reason.UNKNOWN_TYPE,
                known.isEmpty()
                        ? "no series matches " + query.selector()
                        : "no series that matches " + query.selector() + " has the type '" + query.type()
                                + "'; they have " + String.join(", ", known));
    }
}
