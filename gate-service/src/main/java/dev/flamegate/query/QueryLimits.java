package dev.flamegate.query;

import java.time.Duration;

/**
 * The most that one query may cost. What is cut off at a limit of reading is said in the answer's {@link Coverage}; a question beyond a
 * limit on the answer's shape is refused.
 *
 * @param nodesDefault frames of an answer that does not say how many
 * @param nodesMax frames that may be asked for
 * @param profilesMax profiles that are read
 * @param stacksMax stacks with a value that are read, of all profiles together
 * @param treeNodesMax frames that a merged tree may reach before it is cut; bounds the memory
 * @param seriesMax series over time in an answer
 * @param pointsMax points of one of them
 * @param timeMax how long reading may take
 */
public record QueryLimits(
        int nodesDefault,
        int nodesMax,
        long profilesMax,
        long stacksMax,
        int treeNodesMax,
        int seriesMax,
        int pointsMax,
        Duration timeMax) {

    public QueryLimits {
        positive("nodes_default", nodesDefault);
        positive("nodes_max", nodesMax);
        positive("profiles_max", profilesMax);
        positive("stacks_max", stacksMax);
        positive("tree_nodes_max", treeNodesMax);
        positive("series_max", seriesMax);
        positive("points_max", pointsMax);
        positive("time_max in milliseconds", timeMax.toMillis());
        if (nodesDefault > nodesMax) {
            throw new IllegalArgumentException(
                    "nodes_default is " + nodesDefault + ", must be at most nodes_max, which is " + nodesMax);
        }
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }

    /** Frames as in Pyroscope, points as in Prometheus. */
    public static QueryLimits withDefaults() {
        return new QueryLimits(8192, 1_048_576, 500_000, 200_000_000, 4_000_000, 1000, 11_000, Duration.ofSeconds(30));
    }

    /**
     * @param asked 0 if nothing was asked for
     * @throws InvalidQueryException if it is negative or too many
     */
    public int nodes(long asked) {
        if (asked < 0 || asked > nodesMax) {
            throw new InvalidQueryException(
                    InvalidQueryException.Reason.LIMIT,
                    "max nodes is " + asked + ", allowed are 1 to " + nodesMax + ", or 0 for " + nodesDefault);
        }
        return asked == 0 ? nodesDefault : (int) asked;
    }
}
