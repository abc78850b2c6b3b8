package dev.flamegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.cli.ServiceLauncher.Running;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.ReportText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole round with recorded profiles of a real program: service, upload, verdict, page. */
@Command(
        name = "demo",
        description = "Start the service, load recorded profiles of two versions of a shop, and judge the newer one.",
        footer = {
            "",
            "Examples:",
            "  flamegate demo            keeps serving afterwards, so that the report's page can be read",
            "  flamegate demo --exit     ends with the verdict's exit code",
            "  flamegate demo --port 4041"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final String SERVICE = "shop";
    private static final String BASELINE = "1.0.0";
    private static final String CANDIDATE = "1.1.0";
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final ServiceLauncher launcher;
    private final Path home;

    @Option(names = "--exit", description = "end after the verdict, with its exit code")
    private boolean exit;

    @Option(
            names = "--fixtures",
            paramLabel = "DIR",
            description = "folder of the recorded profiles; the project's own if not given")
    private @Nullable Path fixtures;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4040",
            description = "port to listen on; ${DEFAULT-VALUE} if not given")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./flamegate-data/demo",
            description = "where the profiles are kept; ${DEFAULT-VALUE} if not given")
    private Path data = Path.of(".");

    /**
     * @param home folder of the project; its recorded profiles are in {@code fixtures}
     */
    public DemoCommand(Terminal terminal, ServiceLauncher launcher, Path home) {
        this.terminal = terminal;
        this.launcher = launcher;
        this.home = home;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = fixtures == null ? home.resolve("fixtures") : fixtures;
        FixtureSets sets = FixtureSets.read(folder);
        long begun = System.nanoTime();
        Running service = launcher.start(new ServiceLauncher.Options(null, port, data, true, true));
        try {
            long started = System.nanoTime();
            ServiceClient client = ServiceClient.of(service.address().toString());
            load(client, folder, sets);
            long loaded = System.nanoTime();
            GateReport report =
                    new Question(SERVICE, BASELINE, CANDIDATE, List.of("cpu"), null, null).ask(client, WAIT_MAX);
            long judged = System.nanoTime();
            print(report, client.address(Question.page(report)));
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "verdict after %.1f s: service %.1f, loading %.1f, gate %.1f%n",
                            seconds(begun, judged),
                            seconds(begun, started),
                            seconds(started, loaded),
                            seconds(loaded, judged));
            if (!exit) {
                terminal.out().println("The service keeps running: open the page, or press Ctrl-C.");
                terminal.out().flush();
                ServeCommand.untilStopped(service);
            }
            return ExitCode.of(report);
        } finally {
            service.close();
        }
    }

    private void load(ServiceClient client, Path folder, FixtureSets sets) {
        Map<String, Long> stored = stored(client);
        List<FixtureSets.Version> versions = List.of(sets.version(SERVICE, BASELINE), sets.version(SERVICE, CANDIDATE));
        int total = versions.stream().mapToInt(v -> v.profiles().size()).sum();
        Progress progress = new Progress(terminal, "profiles loaded", total);
        int done = 0;
        for (FixtureSets.Version version : versions) {
            for (FixtureSets.Recorded recorded : version.profiles()) {
                if (stored.merge(version.version() + " " + recorded.pod(), -1L, Long::sum) < 0) {
                    push(client, folder, version.version(), recorded);
                }
                progress.done(++done);
            }
        }
    }

    /**
     * How many profiles each version and pod has from an earlier run. They are sent in the list's order, one after the other, so the
     * first ones are those that are there.
     */
    private static Map<String, Long> stored(ServiceClient client) {
        Map<String, Long> counts = new HashMap<>();
        JsonNode answer = client.get("/api/v1/versions", Map.of("service", List.of(SERVICE)), Duration.ofSeconds(30));
        for (JsonNode version : answer.path("versions")) {
            for (JsonNode pod : version.path("pods")) {
                counts.put(
                        version.path("version").asText() + " " + pod.path("pod").asText(),
                        pod.path("profiles").asLong());
            }
        }
        return counts;
    }

    private static void push(ServiceClient client, Path folder, String version, FixtureSets.Recorded recorded) {
        new Upload(SERVICE, version)
                .with("pod", recorded.pod())
                .with("from", Long.toString(recorded.fromNanos()))
                .with("until", Long.toString(recorded.untilNanos()))
                .with("requests", Long.toString(recorded.served()))
                .send(client, UploadFiles.bytes(folder.resolve(recorded.file())));
    }

    private void print(GateReport report, String address) {
        String text = ReportText.render(report, terminal.colour(), address);
        terminal.out().print(text.endsWith("\n") ? text : text + "\n");
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
