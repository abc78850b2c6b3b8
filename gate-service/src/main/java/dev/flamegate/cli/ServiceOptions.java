package dev.flamegate.cli;

import picocli.CommandLine.Option;

/** Where the service is: the same for every command that asks it. */
final class ServiceOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:FLAMEGATE_URL:-http://127.0.0.1:4040}",
            description = "address of the service; FLAMEGATE_URL or http://127.0.0.1:4040 if not given")
    private String url = "";

    ServiceClient client() {
        return ServiceClient.of(url);
    }
}
