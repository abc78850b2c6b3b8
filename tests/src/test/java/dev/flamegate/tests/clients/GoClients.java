package dev.flamegate.tests.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Go programs, built with the Go that is here; no other is downloaded. */
final class GoClients {
    static final String HEAVY = "flamegate.test/clients/burner.Heavy";
    static final String LIGHT = "flamegate.test/clients/burner.Light";
    static final String ALLOCATE = "flamegate.test/clients/burner.Allocate";

    private static final Map<String, String> ENVIRONMENT =
            Map.of("GOTOOLCHAIN", "local", "GOFLAGS", "-mod=readonly -buildvcs=false", "CGO_ENABLED", "0");

    private GoClients() {}

    /** @return the binary of one of the programs */
    static Path built(String program) throws IOException, InterruptedException {
        Toolchain.needs("go", "version");
        Path sources = Workplace.sources("go");
        Toolchain.fetch(sources, ENVIRONMENT, "go", "list", "-deps", "./" + program);
        Path binary = Workplace.kept("go").resolve(program);
        Program.run(
                        sources,
                        ENVIRONMENT,
                        240,
                        List.of("go", "build", "-trimpath", "-o", binary.toString(), "./" + program))
                .succeeded();
        return binary;
    }
}
