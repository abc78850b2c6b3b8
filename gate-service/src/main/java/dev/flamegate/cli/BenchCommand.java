package dev.flamegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What measures the program itself. Does nothing without a further command. */
@Command(name = "bench", description = "Measure this program on this machine.")
public final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private BenchCommand() {}

    /** With everything that can be measured. */
    public static CommandLine with(Object... commands) {
        CommandLine bench = new CommandLine(new BenchCommand());
        for (Object command : commands) {
            bench.addSubcommand(command);
        }
        return bench;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench needs to know what to measure: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
