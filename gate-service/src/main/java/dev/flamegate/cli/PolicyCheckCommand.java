package dev.flamegate.cli;

import dev.flamegate.gate.PolicyWords;
import dev.flamegate.gate.policy.Acknowledgement;
import dev.flamegate.gate.policy.PolicyFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a policy file and says what would be in force, or everything that is wrong with it. */
@Command(
        name = "check",
        description = "Say what a policy file asks for, or line and column of everything that is wrong in it.",
        footer = {
            "",
            "Examples:",
            "  flamegate policy check .flamegate.yml",
            "  flamegate policy check p.yml --service shop"
        })
public final class PolicyCheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE", description = "the policy")
    private Path file = Path.of("");

    @Option(names = "--service", paramLabel = "NAME", description = "only the acknowledgements of this service")
    private @Nullable String service;

    public PolicyCheckCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PolicyFile policy = PolicyOption.read(file);
        terminal.out().println(file + ": holds, SHA-256 " + policy.hash());
        PolicyWords.of(policy.document())
                .forEach(line -> terminal.out().println("  " + line.name() + ": " + line.value()));
        List<Acknowledgement> acknowledged = policy.document().acknowledgements().stream()
                .filter(one -> service == null || one.service().equals(service))
                .toList();
        terminal.out()
                .println(acknowledged.size()
                        + (acknowledged.size() == 1 ? " acknowledgement" : " acknowledgements")
                        + (service == null ? "" : " of " + service));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        acknowledged.forEach(one -> terminal.out().println("  " + line(one, today)));
        return ExitCode.PASS;
    }

    private static String line(Acknowledgement one, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, one.expires());
        String left = one.expiredOn(today)
                ? "EXPIRED " + one.expires()
                : "until " + one.expires() + ", " + days + (days == 1 ? " day" : " days") + " left";
        String what = one.function() == null ? "cost of a request" : one.function();
        return one.service() + " " + what + " up to " + one.bound() + ", " + left + ", by " + one.author() + ": "
                + one.reason();
    }
}
