package dev.flamegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about policy files, under one name. */
@Command(name = "policy", description = "Look at a policy file before it is in force.")
public final class PolicyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private PolicyCommand() {}

    /** With everything that can be done. */
    public static CommandLine with(Object... commands) {
        CommandLine policy = new CommandLine(new PolicyCommand());
        for (Object command : commands) {
            policy.addSubcommand(command);
        }
        return policy;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "policy needs to know what to do: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
