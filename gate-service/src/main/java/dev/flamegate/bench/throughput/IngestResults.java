package dev.flamegate.bench.throughput;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast profiles were taken in, once.
 *
 * @param measuredAt ISO 8601, UTC
 * @param loadAverage what else was running before: runnable threads over the last minute; negative if unknown
 * @param syncMillis what the disk takes to make four kilobytes durable, median
 */
public record IngestResults(
        int schema,
        String toolVersion,
        String measuredAt,
        int processors,
        String java,
        double loadAverage,
        double syncMillis,
        List<Measured> workloads) {
    static final int SCHEMA = 1;

    public IngestResults {
        workloads = List.copyOf(workloads);
    }

    IngestResults with(Measured one) {
        List<Measured> all = new ArrayList<>(workloads);
        all.add(one);
        return new IngestResults(schema, toolVersion, measuredAt, processors, java, loadAverage, syncMillis, all);
    }

    /**
     * What was sent, of the first body where it is not a mean.
     *
     * @param bytes mean size as sent
     * @param contentBytes size without compression
     * @param callPaths nodes of the tree of all its stacks
     */
    public record Input(
            String name,
            String made,
            int bodies,
            double bytes,
            int contentBytes,
            int profilesInABody,
            int stacks,
            int callPaths,
            int functions) {}

    /** One workload, and what it was compared with. */
    public record Measured(Input input, LoadFigures load, StageTimes stages, Peers.Figures peers) {

        /** How much more processor time the service takes than the least that reading takes; null if one is not known. */
        public @Nullable Double serverRatio() {
            Double cpu = load.serverCpuMicros();
            Double least = stages.bareSkip();
            return cpu == null || least == null ? null : cpu / least;
        }

        /** The same of the stages alone, in one thread, without HTTP and disk; null if there is no least. */
        public @Nullable Double stageRatio() {
            Double least = stages.bareSkip();
            return least == null ? null : stages.computing() / least;
        }
    }
}
