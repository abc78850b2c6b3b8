package dev.flamegate.cli;

import dev.flamegate.profile.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends profiles to the service. */
@Command(
        name = "push",
        description = "Send profiles to the service.",
        footer = {
            "",
            "Examples:",
            "  flamegate push cpu.pb.gz --service shop --version 1.4.2 --pod p1",
            "  flamegate push profiles/ --service shop --version 1.4.2 --label region=eu",
            "",
            "A profile that says when it was taken keeps its time; others get --from, else the time of arrival.",
            "",
            "How many requests the process served while a profile was taken: --requests for one profile; for folders a",
            "file requests.csv in one of them, with the header file,requests and lines such as p1/1.pb.gz,2227, paths",
            "relative to its folder. The gate then tests the cost of a request as well."
        })
public final class PushCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description = "profiles of any format, gzip or plain, or folders of them")
    private List<Path> paths = List.of();

    @Option(names = "--service", required = true, paramLabel = "NAME", description = "service they belong to")
    private String service = "";

    @Option(names = "--version", required = true, paramLabel = "VERSION", description = "version that was profiled")
    private String version = "";

    @Option(names = "--pod", paramLabel = "POD", description = "process that was profiled")
    private @Nullable String pod;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "one more label, may be repeated")
    private List<String> labels = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "start, if the profile does not say")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "end, if the profile does not say")
    private @Nullable String until;

    @Option(names = "--requests", paramLabel = "N", description = "requests served meanwhile, for one profile")
    private @Nullable String requests;

    @Mixin
    private UntypedOptions untyped = new UntypedOptions();

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public PushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ServiceClient client = connection.client();
        List<Path> files = UploadFiles.under(paths);
        RequestCounts counts = counts(files);
        Progress progress = new Progress(terminal, "pushed", files.size());
        int refused = 0;
        long stacks = 0;
        for (int i = 0; i < files.size(); i++) {
            try {
                stacks += push(client, files.get(i), counts);
            } catch (UsageException e) {
                refused++;
                terminal.err().println(files.get(i) + ": " + e.getMessage());
            }
            progress.done(i + 1);
        }
        terminal.out()
                .println("stored " + (files.size() - refused) + " profiles with " + stacks + " stacks of " + service
                        + " " + version + (refused == 0 ? "" : "; refused " + refused));
        return refused == 0 ? ExitCode.PASS : ExitCode.USAGE;
    }

    private RequestCounts counts(List<Path> files) {
        RequestCounts counts = RequestCounts.of(paths);
        if (requests == null) {
            return counts;
        }
        if (files.size() > 1) {
            throw new UsageException("--requests " + requests + " belongs to one profile, and there are " + files.size()
                    + "; a file " + RequestCounts.NAME + " counts the requests of many");
        }
        if (counts.of(files.get(0)).isPresent()) {
            throw new UsageException("--requests " + requests + ": a " + RequestCounts.NAME + " counts the requests of "
                    + files.get(0) + " already");
        }
        try {
            Requests.parse(requests);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--requests: " + e.getMessage());
        }
        return counts;
    }

    private long push(ServiceClient client, Path file, RequestCounts counts) {
        OptionalDouble counted = counts.of(file);
        return new Upload(service, version)
                .with("pod", pod)
                .with("from", from)
                .with("until", until)
                .with("untyped_as", untyped.type())
                .with("sample_rate", Integer.toString(untyped.samplesPerSecond()))
                .with("requests", counted.isPresent() ? Double.toString(counted.getAsDouble()) : requests)
                .labels(labels)
                .send(client, UploadFiles.bytes(file))
                .path("stacks")
                .asLong();
    }
}
