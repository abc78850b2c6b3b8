package dev.flamegate.cli;

import dev.flamegate.cli.ServiceLauncher.Running;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the service until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Examples:",
            "  flamegate serve",
            "  flamegate serve --config flamegate.yaml",
            "  FLAMEGATE_HTTP_PORT=8080 flamegate serve --print-config",
            "",
            "Every setting can be given in the file or as FLAMEGATE_SECTION_KEY; docs/configuration.md lists them."
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceLauncher launcher;

    @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "PORT", description = "port to listen on, instead of the configured one")
    private @Nullable Integer port;

    @Option(names = "--print-config", description = "print the settings that hold and where each came from, then stop")
    private boolean printConfig;

    public ServeCommand(Terminal terminal, ServiceLauncher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServiceLauncher.Options options = new ServiceLauncher.Options(config, port, null, false, false);
        if (printConfig) {
            terminal.out().print(launcher.settings(options));
            return ExitCode.PASS;
        }
        Running service = launcher.start(options);
        untilStopped(service);
        return ExitCode.PASS;
    }

    /** Never returns: the signal ends the process when the service is closed. */
    static void untilStopped(Running service) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        new CountDownLatch(1).await();
    }
}
