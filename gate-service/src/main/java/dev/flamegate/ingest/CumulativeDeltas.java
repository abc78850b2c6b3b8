package dev.flamegate.ingest;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes deltas of values that a process counts from its start: Go's allocations, contentions and delays, if the client says that it
 * sends them so. What a stack grew by since the snapshot before is kept, and the rest of a profile (memory in use) is left as it is.
 *
 * <p>The first snapshot of a series only says where counting starts; so does the first after a restart of the service, for nothing of
 * this is durable. A total that is more than 1 % lower than before is that of a process that started anew: all of the snapshot is growth.
 * Smaller decreases are none: Go scales its samples up by their mean size, so a stack can appear to shrink; it then counts again from
 * where it was highest. A snapshot that is older than the last one adds nothing.
 *
 * <p>Safe for use by many threads: one at a time, because a snapshot counts only once the delta to it is durable.
 */
public final class CumulativeDeltas {
    private static final double RESTART_BELOW = 0.99;

    private record Series(Labels labels, String name, List<ValueType> types) {}

    private final int stacksMax;
    private final Map<Series, Profile> last = new LinkedHashMap<>(16, 0.75f, true);
    private long stacks;

    /**
     * @param stacksMax stacks remembered of all series together; beyond it the series that was quiet longest is forgotten
     */
    public CumulativeDeltas(int stacksMax) {
        this.stacksMax = stacksMax;
    }

    /**
     * Appends what the snapshots grew by, and remembers them if that succeeds.
     *
     * @param snapshots with their labels and times
     * @param cumulative names of the sample types that are counted from the start
     * @return what was appended: a snapshot without growth is left out
     */
    public synchronized List<Profile> append(
            List<Profile> snapshots, Set<String> cumulative, Consumer<List<Profile>> append) {
        List<Profile> deltas = new ArrayList<>();
        Map<Series, Profile> next = new LinkedHashMap<>();
        for (Profile snapshot : snapshots) {
            Series series = new Series(snapshot.labels(), snapshot.name(), snapshot.sampleTypes());
            Profile before = last.get(series);
            Growth growth = new Growth(snapshot, before, cumulative);
            if (growth.delta().stackCount() > 0) {
                deltas.add(growth.delta());
            }
            if (before == null || snapshot.startNanos() >= before.startNanos()) {
                next.put(series, growth.highest());
            }
        }
        if (!deltas.isEmpty()) {
            append.accept(deltas);
        }
        next.forEach(this::remember);
        return deltas;
    }

    private void remember(Series series, Profile snapshot) {
        Profile before = last.put(series, snapshot);
        stacks += snapshot.stackCount() - (before == null ? 0 : before.stackCount());
        Iterator<Profile> quietest = last.values().iterator();
        while (stacks > stacksMax && quietest.hasNext()) {
            stacks -= quietest.next().stackCount();
            quietest.remove();
        }
    }

    /** One snapshot against the one before, over a tree of both. */
    private static final class Growth {
        private final CallTreeBuilder tree = new CallTreeBuilder();
        private final ProfileBuilder delta;
        private final ProfileBuilder highest;
        private final Profile snapshot;

        /**
         * @param before null if there is none
         */
        Growth(Profile snapshot, @Nullable Profile before, Set<String> cumulative) {
            this.snapshot = snapshot;
            this.delta = builder(snapshot);
            this.highest = builder(snapshot);
            boolean late = before != null && snapshot.startNanos() < before.startNanos();
            boolean restarted = before != null && !late && isLower(snapshot, before, cumulative);
            int[] now = nodes(snapshot);
            int[] earlier = before == null ? new int[0] : nodes(before);
            long[] known = new long[tree.nodeCount()];
            for (int type = 0; type < snapshot.sampleTypes().size(); type++) {
                boolean counted =
                        cumulative.contains(snapshot.sampleTypes().get(type).type());
                Arrays.fill(known, 0);
                if (before != null && counted && !restarted) {
                    for (int i = 0; i < before.stackCount(); i++) {
                        known[earlier[before.node(i)]] += before.value(type, i);
                    }
                }
                boolean primes = counted && (before == null || late);
                add(type, now, known, counted, primes);
            }
            if (before != null && snapshot.durationNanos() == 0 && !late && !restarted) {
                delta.time(before.startNanos(), snapshot.startNanos() - before.startNanos());
            }
        }

        private void add(int type, int[] now, long[] known, boolean counted, boolean primes) {
            for (int i = 0; i < snapshot.stackCount(); i++) {
                int node = now[snapshot.node(i)];
                long value = snapshot.value(type, i);
                long grown = counted ? Math.max(0, value - known[node]) : value;
                if (!primes && grown != 0) {
                    delta.add(node, type, grown);
                }
                if (counted) {
                    highest.add(node, type, Math.max(value, known[node]));
                    known[node] = 0;
                }
            }
            for (int node = 0; node < known.length; node++) {
                if (known[node] != 0) {
                    highest.add(node, type, known[node]);
                }
            }
        }

        Profile delta() {
            return delta.build();
        }

        /** By stack the most that was ever counted, which is the snapshot itself where nothing shrank. */
        Profile highest() {
            return highest.build();
        }

        private ProfileBuilder builder(Profile like) {
            return new ProfileBuilder(like.origin(), like.sampleTypes(), tree)
                    .name(like.name())
                    .period(like.periodType(), like.period())
                    .time(like.startNanos(), like.durationNanos())
                    .labels(like.labels());
        }

        private int[] nodes(Profile profile) {
            CallTree from = profile.tree();
            int[] functions = new int[from.functionCount()];
            for (int function = 0; function < functions.length; function++) {
                functions[function] = tree.function(from.functionAt(function));
            }
            int[] nodes = new int[from.nodeCount()];
            for (int node = 1; node < nodes.length; node++) {
                nodes[node] = tree.child(nodes[from.parent(node)], functions[from.function(node)], from.line(node));
            }
            return nodes;
        }

        private static boolean isLower(Profile snapshot, Profile before, Set<String> cumulative) {
            for (int type = 0; type < snapshot.sampleTypes().size(); type++) {
                boolean counted =
                        cumulative.contains(snapshot.sampleTypes().get(type).type());
                if (counted && snapshot.total(type) < before.total(type) * RESTART_BELOW) {
                    return true;
                }
            }
            return false;
        }
    }
}
