package dev.flamegate.cli;

import dev.flamegate.gate.Evaluation;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.Selection;
import dev.flamegate.gate.SelectionBuilder;
import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.profile.CanonicalNames;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges files with the service's own engine: no server, no store. */
@Command(
        name = "diff",
        description = "Compare profile files of two versions, without a service.",
        footer = {
            "",
            "Every file is one replicate. In a folder of folders, DIR/POD/FILE, each inner folder is a pod and its",
            "files are the pod's windows. At least 3 replicates a side are needed, 5 to 10 are better, and runs of",
            "the two versions should alternate. A file requests.csv in a folder, with the header file,requests and lines",
            "such as p1/1.pb.gz,2227, says how many requests each process served meanwhile: the cost of a request is",
            "then compared as well.",
            "",
            "Examples:",
            "  flamegate diff --baseline old/ --candidate new/",
            "  flamegate diff --baseline old/*.pb.gz --candidate new/*.pb.gz --out flamegate-report"
        })
public final class DiffCommand implements Callable<Integer> {
    private static final String PREFERRED_TYPE = "cpu";

    private final Terminal terminal;
    private final ProfileFormats formats;
    private final Clock clock;
    private final String toolVersion;

    @Option(
            names = "--baseline",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "files or folders of before")
    private List<Path> baseline = List.of();

    @Option(
            names = "--candidate",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "files or folders of after")
    private List<Path> candidate = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "sample type or full profile type; cpu if there is one, else the last of the first file")
    private @Nullable String type;

    @Option(names = "--service", paramLabel = "NAME", defaultValue = "files", description = "name for the report")
    private String service = "";

    @Mixin
    private UntypedOptions untyped = new UntypedOptions();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ReportOutput output = new ReportOutput();

    public DiffCommand(Terminal terminal, ProfileFormats formats, Clock clock, String toolVersion) {
        this.terminal = terminal;
        this.formats = formats;
        this.clock = clock;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() {
        output.files();
        Map<String, List<ProfileFile>> before = read(baseline);
        Map<String, List<ProfileFile>> after = read(candidate);
        ProfileType wanted = type(before.values().iterator().next().get(0));
        SelectionBuilder selection = new SelectionBuilder(wanted);
        add(selection, Side.BASELINE, before, wanted);
        add(selection, Side.CANDIDATE, after, wanted);
        Optional<PolicyFile> file = policy.read();
        Policy judged = file.map(one ->
                        Policy.withDefaults().under(one, AppliedPolicy.Source.QUESTION, service, wanted, today()))
                .orElse(Policy.withDefaults());
        GateReport report = new Evaluation(judged).evaluate(named(selection), "diff", provenance(wanted, file));
        return output.deliver(report, terminal, null);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Map<String, List<ProfileFile>> read(List<Path> paths) {
        RequestCounts counts = RequestCounts.of(paths);
        Map<String, List<ProfileFile>> pods = new LinkedHashMap<>();
        ReplicateFiles.byPod(paths)
                .forEach((pod, files) -> pods.put(
                        pod, files.stream().map(file -> read(file, counts)).toList()));
        return pods;
    }

    private ProfileFile read(Path file, RequestCounts counts) {
        OptionalDouble requests = counts.of(file);
        try {
            ProfileFile read = ProfileFile.read(formats, UploadFiles.bytes(file), file.toString(), untyped.counts());
            return requests.isPresent() ? read.withRequests(requests.getAsDouble()) : read;
        } catch (MalformedProfileException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private ProfileType type(ProfileFile first) {
        if (first.columns().isEmpty()) {
            throw new UsageException(first.origin() + ": has no samples, so there is no type to compare");
        }
        if (type == null) {
            ProfileFile.Column last = first.columns().get(first.columns().size() - 1);
            return first.called(PREFERRED_TYPE).orElse(last).type();
        }
        String wanted = type;
        return first.called(wanted)
                .orElseThrow(() -> new UsageException("--type " + wanted + ": " + first.origin() + " has "
                        + first.typesInWords() + ", and no such type"))
                .type();
    }

    private static void add(
            SelectionBuilder selection, Side side, Map<String, List<ProfileFile>> pods, ProfileType wanted) {
        pods.forEach((pod, windows) -> {
            for (ProfileFile window : windows) {
                ProfileFile.Column column = window.called(wanted.toString())
                        .orElseThrow(() -> new UsageException(window.origin() + ": has " + window.typesInWords()
                                + ", but " + wanted + " is compared"));
                selection.add(side, pod, column.profile(), column.sampleIndex());
            }
        });
    }

    private Selection named(SelectionBuilder selection) {
        String before = name(baseline, "baseline");
        String after = name(candidate, "candidate");
        boolean same = before.equals(after);
        return selection.build(
                service,
                same ? before + " (baseline)" : before,
                text(baseline),
                same ? after + " (candidate)" : after,
                text(candidate));
    }

    /** A single path names its side by its last part, which is the version in most layouts. */
    private static String name(List<Path> paths, String otherwise) {
        Path last = paths.size() == 1 ? paths.get(0).normalize().getFileName() : null;
        return last == null || last.toString().isEmpty() ? otherwise : last.toString();
    }

    private static String text(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    private Provenance provenance(ProfileType wanted, Optional<PolicyFile> file) {
        return new Provenance(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                toolVersion,
                CanonicalNames.RULES_VERSION,
                "flamegate diff --service " + service + " --type " + wanted
                        + file.map(one -> " --policy " + one.name()).orElse("") + " --baseline " + text(baseline)
                        + " --candidate " + text(candidate));
    }
}
