package dev.flamegate.gate.week;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a week side by side. Shares are fractions of all samples of a version, the unweighted mean over its pods; a function's
 * are of what it spends itself, without what it calls.
 *
 * @param shown the time asked for; versions that ran before it serve as anchors only
 * @param versions in order of their first profile
 * @param functions what changed significantly first, by size, then the rest by size
 * @param functionsTested how many there are
 * @param steps lasting changes of functions, largest first
 * @param costSteps lasting changes of the cost of a request, as fractions
 * @param currentCores what the pods that ran at the end kept busy together; empty for types other than CPU
 * @param alpha error rate of each of the three families: versions, steps, creep
 * @param profiles how many were added up
 * @param notes what could not be said and why, and what was left out, a sentence each
 */
public record Week(
        String service,
        ProfileType type,
        TimeRange shown,
        List<Version> versions,
        List<FunctionRow> functions,
        int functionsTested,
        List<Step> steps,
        List<Step> costSteps,
        OptionalDouble currentCores,
        double alpha,
        long profiles,
        List<String> notes) {

    /**
     * A difference and how sure it is.
     *
     * @param anchor mean of what it is compared with
     * @param size what it is more than that: points of a share as a fraction; of the cost of a request, a fraction of the anchor
     * @param low lower end of the 95 % interval of {@code size}
     * @param high upper end
     * @param adjustedP after the correction for all functions of the version, not for the number of versions
     * @param significant at the error rate of the whole week
     * @param cores what that is at current traffic; empty where cores are not known
     */
    public record Change(
            double anchor,
            double size,
            double low,
            double high,
            double adjustedP,
            boolean significant,
            OptionalDouble cores) {}

    /** @param firstNanos start of the pod's first profile of the version */
    public record PodLife(String name, long firstNanos, long lastNanos, double samples) {}

    /**
     * What a version costs.
     *
     * @param perRequest in the unit of the sample type, geometric mean over pods; empty if requests are not known for two pods
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param coresPerPod kept busy, mean over pods; empty for types other than CPU
     * @param change against the pooled versions before it; null if there is nothing to compare
     */
    public record Cost(
            OptionalDouble perRequest,
            OptionalDouble low,
            OptionalDouble high,
            OptionalDouble coresPerPod,
            @Nullable Change change) {}

    /**
     * A version against one older version.
     *
     * @param anchor the older version
     * @param grown functions that take significantly more than in it, largest first
     * @param cost of a request, against it; null if not known for both
     */
    public record Creep(
            String anchor, List<Mover> grown, @Nullable Change cost) {
        public Creep {
            grown = List.copyOf(grown);
        }
    }

    /** A function and its change. */
    public record Mover(String function, Change change) {}

    /**
     * One version.
     *
     * @param failedIn the latest gate with this version as a candidate, if it failed; such a version is no anchor
     * @param judged whether it had enough pods
     * @param anchors versions that it is compared with, pooled; oldest first
     * @param note why it is not judged, or not compared; empty if it is
     * @param weekAgo against the version of seven days before; null if there was none
     * @param tenReleasesAgo null if there are fewer versions before it
     */
    public record Version(
            String name,
            long firstNanos,
            long lastNanos,
            List<PodLife> pods,
            Optional<String> failedIn,
            boolean judged,
            List<String> anchors,
            String note,
            Cost cost,
            @Nullable Creep weekAgo,
            @Nullable Creep tenReleasesAgo) {
        public Version {
            pods = List.copyOf(pods);
            anchors = List.copyOf(anchors);
        }
    }

    /**
     * A function in one version.
     *
     * @param share of all samples; empty if the version is not judged
     * @param change beyond what the other changes of the version explain; null if there is nothing to compare
     */
    public record Cell(OptionalDouble share, @Nullable Change change) {}

    /** A function in all versions, in their order. */
    public record FunctionRow(String function, List<Cell> cells) {
        public FunctionRow {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A lasting change.
     *
     * @param function empty if it is of the cost of a request
     * @param version the first with it
     * @param size mean since then minus mean before
     * @param z over its standard error
     * @param material whether it is large enough to fail a version for
     * @param cores at current traffic; empty where cores are not known
     */
    public record Step(
            String function,
            String version,
            double size,
            double z,
            double adjustedP,
            boolean material,
            OptionalDouble cores) {}

    public Week {
        versions = List.copyOf(versions);
        functions = List.copyOf(functions);
        steps = List.copyOf(steps);
        costSteps = List.copyOf(costSteps);
        notes = List.copyOf(notes);
        for (FunctionRow row : functions) {
            if (row.cells.size() != versions.size()) {
                throw new IllegalArgumentException("function " + row.function + " has " + row.cells.size()
                        + " cells for " + versions.size() + " versions");
            }
        }
    }
}
