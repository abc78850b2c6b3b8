package dev.flamegate.cli;

import dev.flamegate.gate.policy.PolicySchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of policy files, for editors. */
@Command(name = "schema", description = "Print the JSON Schema of policy files.")
public final class PolicySchemaCommand implements Callable<Integer> {
    private final Terminal terminal;

    public PolicySchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(PolicySchema.text());
        return ExitCode.PASS;
    }
}
