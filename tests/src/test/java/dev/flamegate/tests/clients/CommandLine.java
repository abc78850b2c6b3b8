package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.Flamegate;
import dev.flamegate.tests.ServiceProcess;
import java.nio.file.Path;

/** The way of a profiler that leaves a file: as the README says it. */
final class CommandLine {
    private CommandLine() {}

    static void push(Path file, ServiceProcess service) throws Exception {
        Flamegate push = Flamegate.run(
                file.getParent(),
                "push",
                file.toString(),
                "--url",
                service.address(),
                "--service",
                "burner",
                "--version",
                "1.4.2",
                "--label",
                "pod=pod-1");
        assertThat(push.exitCode()).as(push.standardError()).isZero();
    }
}
