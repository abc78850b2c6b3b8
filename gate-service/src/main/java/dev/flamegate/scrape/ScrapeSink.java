package dev.flamegate.scrape;

import dev.flamegate.ingest.CumulativeDeltas;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One scraped body from its bytes to durable profiles. */
final class ScrapeSink {
    /** Stacks that are remembered of targets which count from their start. */
    private static final int COUNTED_STACKS_MAX = 1 << 20;

    private final ProfileReader reader;
    private final ProfileStore store;
    private final CumulativeDeltas deltas = new CumulativeDeltas(COUNTED_STACKS_MAX);

    ScrapeSink(ProfileReader reader, ProfileStore store) {
        this.reader = reader;
        this.store = store;
    }

    /**
     * How many stacks were stored; none by the first snapshot of what a target counts from its start.
     *
     * @param asked the seconds that the target was asked for, zero for a snapshot
     * @throws ScrapeFailure if the body is no profile, or is not stored
     */
    long store(Target target, byte[] body, Instant began, Duration asked) {
        try {
            List<Profile> profiles = reader.read(body, target.url().toString()).stream()
                    .map(profile -> placed(profile, target, began, asked))
                    .toList();
            return append(profiles, target.profile().countedFromStart()).stream()
                    .mapToLong(Profile::stackCount)
                    .sum();
        } catch (MalformedProfileException e) {
            throw new ScrapeFailure(Outcome.MALFORMED, e.position() + ": " + e.rule());
        } catch (RefusedProfileException | StoreException | IllegalArgumentException e) {
            throw new ScrapeFailure(Outcome.NOT_STORED, "not stored: " + e.getMessage());
        }
    }

    private List<Profile> append(List<Profile> profiles, Set<String> countedFromStart) {
        boolean saysItsLength = profiles.stream().anyMatch(profile -> profile.durationNanos() > 0);
        if (countedFromStart.isEmpty() || saysItsLength) {
            store.append(profiles);
            return profiles;
        }
        return deltas.append(profiles, countedFromStart, store::append);
    }

    private static Profile placed(Profile profile, Target target, Instant began, Duration asked) {
        long now = began.getEpochSecond() * 1_000_000_000L + began.getNano();
        long start = profile.startNanos() > 0 ? profile.startNanos() : now;
        long length = profile.durationNanos() > 0 ? profile.durationNanos() : asked.toNanos();
        Map<String, String> labels = new TreeMap<>(profile.labels().asMap());
        labels.putAll(target.labels().asMap());
        return profile.withName(target.profile().profileName())
                .at(start, length)
                .withLabels(Labels.of(labels));
    }
}
