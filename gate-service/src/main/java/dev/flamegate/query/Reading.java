package dev.flamegate.query;

import dev.flamegate.store.StoredProfile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what one query has read, and ends it at a limit. */
final class Reading {
    private final QueryLimits limits;
    private final Clock clock;
    private final Instant deadline;
    private final List<String> truncated = new ArrayList<>();
    private long read;
    private long profiles;
    private long stacks;
    private boolean over;

    Reading(QueryLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.timeMax());
    }

    /** Whether this profile may still be counted in. */
    boolean take(StoredProfile profile) {
        return take(profile.vector().size(), profile.profileCount());
    }

    /** The same of so many stacks, of so many profiles added up. */
    boolean take(int moreStacks, int moreProfiles) {
        if (over) {
            return false;
        }
        if (read == limits.profilesMax()) {
            stop("read the first " + limits.profilesMax() + " profiles or sums of them, and there are more");
        } else if (stacks + moreStacks > limits.stacksMax()) {
            stop("read " + stacks + " stacks of " + profiles + " profiles, which is the limit, and there are more");
        } else if (clock.instant().isAfter(deadline)) {
            stop("read for " + limits.timeMax().toMillis() / 1000.0 + " s, which gave " + profiles
                    + " profiles, and there are more");
        } else {
            read++;
            profiles += moreProfiles;
            stacks += moreStacks;
        }
        return !over;
    }

    /** Whether more may be read at all. */
    boolean goesOn() {
        return !over;
    }

    void stop(String sentence) {
        over = true;
        truncated.add(sentence + "; ask for a shorter time or fewer series");
    }

    /** Something was left out of the answer after reading. */
    void leaveOut(String sentence) {
        truncated.add(sentence);
    }

    Coverage coverage(Chosen chosen) {
        return new Coverage(chosen.services().size(), chosen.seriesCount(), profiles, stacks, over, truncated);
    }
}
