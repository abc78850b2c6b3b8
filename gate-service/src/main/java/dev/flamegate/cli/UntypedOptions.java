package dev.flamegate.cli;

import dev.flamegate.ingest.UntypedCounts;
import picocli.CommandLine.Option;

/** What the numbers mean in files that do not say: folded stacks, and what perf prints. */
final class UntypedOptions {

    @Option(
            names = "--untyped-as",
            paramLabel = "TYPE",
            defaultValue = "cpu",
            description = "what numbers count in files that do not say (folded stacks): cpu, wall, alloc_space, ...;"
                    + " cpu if not given. Other files say it themselves.")
    private String type = "cpu";

    @Option(
            names = "--sample-rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "samples a second in files that do not say; 100 if not given")
    private int samplesPerSecond = UntypedCounts.DEFAULT.samplesPerSecond();

    String type() {
        return type;
    }

    int samplesPerSecond() {
        return samplesPerSecond;
    }

    /**
     * @throws UsageException if there is no such type
     */
    UntypedCounts counts() {
        try {
            return UntypedCounts.of(type, samplesPerSecond);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--untyped-as: " + e.getMessage());
        }
    }
}
