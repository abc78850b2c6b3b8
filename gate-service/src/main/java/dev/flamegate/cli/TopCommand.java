package dev.flamegate.cli;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the functions that cost most in profile files, with the numbers of {@code go tool pprof -top}. */
@Command(
        name = "top",
        description = "Prints the functions that cost most in profile files. Several files are added up.",
        exitCodeOnInvalidInput = TopCommand.EXIT_BAD_INPUT,
        exitCodeOnExecutionException = TopCommand.EXIT_INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "3:wrong usage, or a file that is missing or no profile", "4:internal error"})
public final class TopCommand implements Callable<Integer> {
    static final int EXIT_OK = 0;
    static final int EXIT_BAD_INPUT = 3;
    static final int EXIT_INTERNAL = 4;

    private final ProfileFormats formats;

    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Profiles with equal sample types.")
    private List<Path> files = List.of();

    @Option(
            names = "--type",
            defaultValue = "",
            description = "Only this sample type: its name (cpu), name/unit (cpu/nanoseconds) or the full profile type"
                    + " (process_cpu:cpu:nanoseconds:cpu:nanoseconds). All if left out.")
    private String type = "";

    @Option(
            names = "--sort",
            defaultValue = "FLAT",
            description = "flat: spent in the function itself; cum: with what it calls. Default: flat.")
    private TopTable.Sort sort = TopTable.Sort.FLAT;

    @Option(names = "--limit", paramLabel = "N", description = "Most rows a sample type. All if left out.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--format", defaultValue = "TEXT", description = "text, tsv or json. Default: text.")
    private TopTable.Format format = TopTable.Format.TEXT;

    public TopCommand(ProfileFormats formats) {
        this.formats = formats;
    }

    @Spec
    void spec(CommandSpec value) {
        spec = value;
        spec.parser().caseInsensitiveEnumValuesAllowed(true);
    }

    /**
     * @return the exit code
     * @throws ParameterException if a file cannot be read or is no profile, or the files' sample types differ
     */
    @Override
    public Integer call() {
        if (limit < 1) {
            throw wrong("--limit is " + limit + ", it must be at least 1");
        }
        Profile first = read(files.get(0));
        List<Integer> indices = selected(first);
        List<List<FlatCum>> costs = new ArrayList<>();
        costs.add(FlatCum.allOf(first));
        for (Path file : files.subList(1, files.size())) {
            Profile next = read(file);
            requireSameTypes(first, next);
            costs.add(FlatCum.allOf(next));
        }
        List<TopTable.Section> sections = new ArrayList<>();
        for (int index : indices) {
            FlatCum sum =
                    FlatCum.sum(costs.stream().map(tables -> tables.get(index)).toList());
            sections.add(new TopTable.Section(index, first.sampleTypes().get(index), sum));
        }
        spec.commandLine().getOut().print(new TopTable(sections, sort, limit).render(format));
        spec.commandLine().getOut().flush();
        return EXIT_OK;
    }

    private Profile read(Path file) {
        try {
            return formats.read(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw wrong(file + ": no such file");
        } catch (IOException e) {
            throw wrong(file + ": cannot be read: " + e.getMessage());
        } catch (MalformedProfileException e) {
            throw wrong(e.getMessage());
        }
    }

    private List<Integer> selected(Profile profile) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            if (type.isEmpty() || isNamed(profile.type(i))) {
                indices.add(i);
            }
        }
        if (indices.isEmpty()) {
            throw wrong("--type " + type + ": " + profile.origin() + " has no such sample type, it has "
                    + typesOf(profile));
        }
        return indices;
    }

    private boolean isNamed(ProfileType candidate) {
        ValueType sampleType = candidate.sampleType();
        return type.equals(sampleType.type())
                || type.equals(sampleType.toString())
                || type.equals(candidate.toString());
    }

    private void requireSameTypes(Profile first, Profile next) {
        if (!first.sampleTypes().equals(next.sampleTypes())) {
            throw wrong("profiles of different sample types do not add up: " + first.origin() + " has " + typesOf(first)
                    + ", " + next.origin() + " has " + typesOf(next));
        }
    }

    private static String typesOf(Profile profile) {
        return profile.sampleTypes().stream().map(ValueType::toString).collect(Collectors.joining(", "));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
