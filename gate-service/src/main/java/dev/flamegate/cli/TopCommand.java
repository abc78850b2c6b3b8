package dev.flamegate.cli;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private UntypedOptions untyped = new UntypedOptions();

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
        ProfileFile first = read(files.get(0));
        List<Integer> columns = selected(first);
        List<List<FlatCum>> costs = new ArrayList<>();
        for (int column : columns) {
            costs.add(new ArrayList<>(List.of(first.columns().get(column).costs())));
        }
        for (Path file : files.subList(1, files.size())) {
            add(first, columns, read(file), costs);
        }
        List<TopTable.Section> sections = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ProfileType shown = first.columns().get(columns.get(i)).type();
            sections.add(new TopTable.Section(columns.get(i), shown.sampleType(), FlatCum.sum(costs.get(i))));
        }
        spec.commandLine().getOut().print(new TopTable(sections, sort, limit).render(format));
        spec.commandLine().getOut().flush();
        return EXIT_OK;
    }

    private ProfileFile read(Path file) {
        try {
            return ProfileFile.read(formats, Files.readAllBytes(file), file.toString(), untyped.counts());
        } catch (NoSuchFileException e) {
            throw wrong(file + ": no such file");
        } catch (IOException e) {
            throw wrong(file + ": cannot be read: " + e.getMessage());
        } catch (MalformedProfileException | UsageException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** The numbers of the columns asked for. */
    private List<Integer> selected(ProfileFile file) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < file.columns().size(); i++) {
            if (type.isEmpty() || file.columns().get(i).type().isCalled(type)) {
                columns.add(i);
            }
        }
        if (columns.isEmpty() && !type.isEmpty()) {
            throw wrong("--type " + type + ": " + file.origin() + " has no such sample type, it has "
                    + file.sampleTypesInWords());
        }
        return columns;
    }

    /** Adds the same columns of another file. Two columns of one file may be of one type, so their order counts. */
    private void add(ProfileFile first, List<Integer> columns, ProfileFile next, List<List<FlatCum>> costs) {
        List<Integer> others = selected(next);
        if (!types(first, columns).equals(types(next, others))) {
            throw wrong("profiles of different sample types do not add up: " + first.origin() + " has "
                    + first.sampleTypesInWords() + ", " + next.origin() + " has " + next.sampleTypesInWords());
        }
        for (int i = 0; i < others.size(); i++) {
            costs.get(i).add(next.columns().get(others.get(i)).costs());
        }
    }

    private static List<ValueType> types(ProfileFile file, List<Integer> columns) {
        return columns.stream()
                .map(column -> file.columns().get(column).type().sampleType())
                .toList();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
