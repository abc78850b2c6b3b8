package dev.flamegate.query;

import java.util.ArrayList;
import java.util.List;

/**
 * What an answer is made of.
 *
 * @param services that have a series which was chosen
 * @param series that were chosen, whether or not they have profiles in the time asked for
 * @param profiles that were read
 * @param stacks with a value in them
 * @param stopped whether reading ended at a limit, so that values are too small
 * @param truncated a sentence for each limit that cut something off; empty if the answer is whole
 */
public record Coverage(int services, int series, long profiles, long stacks, boolean stopped, List<String> truncated) {
    public Coverage {
        truncated = List.copyOf(truncated);
    }

    public boolean isWhole() {
        return truncated.isEmpty();
    }

    /** With one more sentence. */
    public Coverage leavingOut(String sentence) {
        List<String> more = new ArrayList<>(truncated);
        more.add(sentence);
        return new Coverage(services, series, profiles, stacks, stopped, more);
    }
}
