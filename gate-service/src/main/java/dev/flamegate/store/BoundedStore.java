package dev.flamegate.store;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.DurationText;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.UsualNames;
import dev.flamegate.store.RefusedProfileException.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The door to a store: whichever way a profile came, it gets the usual names of its labels here, and keeps the limits or is refused.
 */
public final class BoundedStore implements ProfileStore {
    /** More than clocks differ. What is further ahead would be dropped years too late. */
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    private final ProfileStore store;
    private final ProfileLimits limits;
    private final LabelRules labels;
    private final KnownSeries known;
    private final ArrivalRates rates;
    private final Retention retention;
    private final Clock clock;
    private final Consumer<Limit> onRefusal;

    /**
     * @param store stays the caller's to close
     * @param retention what is so old that it would be dropped at once is refused instead
     * @param onRefusal hears of every refusal, for figures
     */
    public BoundedStore(
            ProfileStore store, ProfileLimits limits, Retention retention, Clock clock, Consumer<Limit> onRefusal) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        this.limits = limits;
        this.labels = new LabelRules(limits);
        this.known = new KnownSeries(limits, store.series(LabelSelector.ALL));
        this.rates = new ArrivalRates(limits.profilesPerSecondMax(), clock);
        this.onRefusal = onRefusal;
    }

    /**
     * @throws RefusedProfileException if a profile passes a limit; none is stored then
     */
    @Override
    public void append(List<Profile> profiles) {
        List<Profile> named = profiles.stream()
                .map(profile -> profile.withLabels(UsualNames.added(profile.labels())))
                .toList();
        Runnable takeBack;
        try {
            profiles.forEach(this::check);
            takeBack = known.add(named);
            takeRate(named, takeBack);
        } catch (RefusedProfileException e) {
            onRefusal.accept(e.limit());
            throw e;
        }
        boolean stored = false;
        try {
            store.append(named);
            stored = true;
        } finally {
            if (!stored) {
                takeBack.run();
            }
        }
    }

    /** Series of which the store has dropped everything count no more. */
    public void forgetDropped() {
        known.replace(store.series(LabelSelector.ALL));
    }

    /** Last of all, so that what is refused for another reason costs no share of the rate. */
    private void takeRate(List<Profile> named, Runnable takeBack) {
        try {
            rates.take(named);
        } catch (RefusedProfileException e) {
            takeBack.run();
            throw e;
        }
    }

    private void check(Profile profile) {
        labels.check(profile.labels());
        checkAge(profile);
        if (profile.stackCount() > limits.stacksMax()) {
            throw new RefusedProfileException(
                    Limit.STACKS,
                    profile.origin() + ": the profile has " + profile.stackCount() + " different stacks, at most "
                            + limits.stacksMax() + " are taken",
                    "profile for a shorter time, or raise limits.stacks_max",
                    0);
        }
        int depth = depth(profile);
        if (depth > limits.depthMax()) {
            throw new RefusedProfileException(
                    Limit.DEPTH,
                    profile.origin() + ": a stack has " + depth + " functions, at most " + limits.depthMax()
                            + " are taken",
                    "lower the depth that the profiler records, or raise limits.depth_max",
                    0);
        }
    }

    private void checkAge(Profile profile) {
        Instant now = clock.instant();
        Instant start = Instant.EPOCH.plusNanos(profile.startNanos());
        boolean isForever = retention.profiles().isZero();
        if (!isForever && start.isBefore(now.minus(retention.profiles()))) {
            throw new RefusedProfileException(
                    Limit.AGE,
                    profile.origin() + ": the profile starts at " + start + ", longer ago than the "
                            + DurationText.write(retention.profiles()) + " that profiles are kept",
                    "correct the clock of the sender, or raise retention.profiles; 0s keeps them for ever",
                    0);
        }
        if (!isForever && start.isAfter(now.plus(AHEAD_MAX))) {
            throw new RefusedProfileException(
                    Limit.AGE,
                    profile.origin() + ": the profile starts at " + start + ", but here it is " + now,
                    "correct the clock of the sender",
                    0);
        }
    }

    /** Parents stand before their children. */
    private static int depth(Profile profile) {
        CallTree tree = profile.tree();
        int[] depths = new int[tree.nodeCount()];
        int deepest = 0;
        for (int node = 1; node < depths.length; node++) {
            depths[node] = depths[tree.parent(node)] + 1;
        }
        for (int i = 0; i < profile.stackCount(); i++) {
            deepest = Math.max(deepest, depths[profile.node(i)]);
        }
        return deepest;
    }

    @Override
    public Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution) {
        return store.select(service, type, anyOf, range, resolution);
    }

    @Override
    public Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        return store.merge(service, type, selector, range);
    }

    @Override
    public CallTree visit(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredProfile> visitor) {
        return store.visit(service, type, selector, range, resolution, visitor);
    }

    @Override
    public void visitTotals(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredTotal> visitor) {
        store.visitTotals(service, type, selector, range, resolution, visitor);
    }

    @Override
    public List<StoredSeries> series(LabelSelector selector) {
        return store.series(selector);
    }

    @Override
    public void close() {}
}
