package dev.flamegate.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: parses it, runs a command, and turns its errors into a line and an exit code. */
public final class Cli {

    @Command(
            name = "flamegate",
            description = "A deploy gate that reads continuous profiles: compares two versions of a service function by"
                    + " function, and says PASS, FAIL or INCONCLUSIVE.",
            footer = {
                "",
                "Examples:",
                "  flamegate demo                      see a verdict on real profiles",
                "  flamegate serve                     run the service on 127.0.0.1:4040",
                "  flamegate check --service shop --baseline 1.0.0 --candidate 1.1.0",
                "",
                "'flamegate COMMAND --help' says more of one command."
            })
    private static final class Root {}

    private final Terminal terminal;
    private final CommandLine line;

    /**
     * @param programVersion what {@code --version} prints
     * @param commands objects with picocli's annotations
     */
    public Cli(Terminal terminal, String programVersion, List<Object> commands) {
        this.terminal = terminal;
        this.line = new CommandLine(new Root());
        commands.forEach(line::addSubcommand);
        prepareAll(line);
        line.getCommandSpec().version("flamegate " + programVersion);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("print the program's version")
                        .build());
    }

    /** Runs one command; the answer is the process's exit code. */
    public int run(String... args) {
        if (args.length == 0) {
            line.usage(terminal.err());
            return ExitCode.USAGE;
        }
        int code = line.execute(args);
        terminal.out().flush();
        return code;
    }

    private void prepareAll(CommandLine command) {
        command.getSubcommands().values().forEach(this::prepareAll);
        prepare(command);
    }

    private void prepare(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build());
        spec.exitCodeOnInvalidInput(ExitCode.USAGE);
        spec.exitCodeOnExecutionException(ExitCode.FAILURE);
        if (spec.usageMessage().exitCodeList().isEmpty()) {
            spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
        }
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false).width(100);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setOut(new PrintWriter(terminal.out(), true));
        command.setErr(new PrintWriter(terminal.err(), true));
        command.setParameterExceptionHandler(this::misused);
        command.setExecutionExceptionHandler(this::failed);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" 0", "PASS, or done");
        codes.put(" 1", "FAIL: at least one function regressed");
        codes.put(" 2", "INCONCLUSIVE: the data cannot say");
        codes.put(" 3", "wrong use or configuration");
        codes.put(" 4", "the service failed or could not be reached");
        return codes;
    }

    private int misused(ParameterException e, String[] args) {
        terminal.err().println("flamegate: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, terminal.err())) {
            terminal.err()
                    .println(
                            "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' lists what it takes");
        }
        return ExitCode.USAGE;
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof UsageException) {
            terminal.err().println("flamegate: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof FailureException) {
            terminal.err().println("flamegate: " + e.getMessage());
            return ExitCode.FAILURE;
        }
        terminal.err().println("flamegate: internal error, please report it with these lines:");
        e.printStackTrace(terminal.err());
        return ExitCode.FAILURE;
    }
}
