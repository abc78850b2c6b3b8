package dev.flamegate.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts the service inside this process. */
public interface ServiceLauncher {

    /**
     * What a command line says about the service.
     *
     * @param config configuration file; null for none
     * @param port replaces the configured one; null to keep it
     * @param folder replaces the configured one; null to keep it
     * @param quiet write no line below WARN
     * @param forever take and keep profiles of any age, whatever is configured
     */
    record Options(
            @Nullable Path config,
            @Nullable Integer port,
            @Nullable Path folder,
            boolean quiet,
            boolean forever) {}

    /** The service while it runs. */
    interface Running extends AutoCloseable {
        URI address();

        /** Where it keeps its data. */
        Path folder();

        /** Finishes the requests under way, then closes the store. */
        @Override
        void close();
    }

    /**
     * @throws UsageException if the configuration does not hold or the port is taken
     * @throws FailureException if the store cannot be opened
     */
    Running start(Options options);

    /** The settings that would hold, with the source of each value. */
    String settings(Options options);
}
