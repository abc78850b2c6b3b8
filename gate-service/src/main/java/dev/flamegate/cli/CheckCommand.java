package dev.flamegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.gate.policy.Meaning;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.DurationText;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the gate, prints the answer, and ends with the exit code that stands for it. */
@Command(
        name = "check",
        description = "Ask whether a version may go out.",
        footer = {
            "",
            "Examples:",
            "  flamegate check --service shop --candidate 1.4.2",
            "  flamegate check --service shop --baseline 1.4.1 --candidate 1.4.2",
            "  flamegate check --service shop --baseline 1.4.0,1.4.1 --candidate 1.4.2",
            "  flamegate check --service shop --baseline '{version=\"1.4.1\",region=\"eu\"}' \\",
            "      --candidate '{version=\"1.4.2\",region=\"eu\"}' --window 1h --format json",
            "  flamegate check --service shop --baseline 1.4.1 --candidate 1.4.2 --follow 15m --confirm"
        })
public final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--service", required = true, paramLabel = "NAME", description = "service to judge")
    private String service = "";

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            defaultValue = "concurrent",
            description = {
                "version that runs now, several with commas between, which are pooled, or a selector in braces; or a rule:",
                "concurrent (what ran at the same time), previous, production (env=production), week-ago; ${DEFAULT-VALUE} if not given"
            })
    private String baseline = "";

    @Option(
            names = "--candidate",
            required = true,
            paramLabel = "VERSION",
            description = "version that is to go out, or a selector in braces")
    private String candidate = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "cpu",
            description = {
                "sample type or full profile type; ${DEFAULT-VALUE} if not given. Several, each after its own --type, are one gate",
                "with one error rate and one verdict"
            })
    private List<String> types = List.of();

    @Option(names = "--window", paramLabel = "LENGTH", description = "only profiles of the last 30m, 1h, 7d, ...")
    private @Nullable String window;

    @Option(
            names = "--look",
            paramLabel = "NUMBER/PLANNED",
            description = "which of the planned looks at a running canary this is: 2/6")
    private @Nullable String look;

    @Option(
            names = "--wait",
            paramLabel = "LENGTH",
            defaultValue = "5m",
            description = "longest wait for the answer; ${DEFAULT-VALUE} if not given")
    private String wait = "";

    @Option(names = "--commit", paramLabel = "SHA", description = "commit that the policy is of, for the audit log")
    private @Nullable String commit;

    @Mixin
    private PostingOptions posting = new PostingOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Mixin
    private ServiceOptions connection = new ServiceOptions();

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.files();
        ServiceClient client = connection.client();
        Optional<ObjectNode> how = follow.question();
        if (how.isPresent() && look != null) {
            throw new UsageException("--look: a follow counts its looks itself; leave --look or --follow out");
        }
        Question question = new Question(service, baseline, candidate, types, window, look());
        Optional<PolicyFile> file = policy.read();
        file.ifPresent(sent -> question.by(sent, commit));
        Optional<PostingOptions.Place> place = posting.place();
        place.ifPresent(question::postedTo);
        try {
            GateReport report = how.isPresent()
                    ? new LiveFollow(client, terminal).watch(question.begin(client, how.get()))
                    : question.ask(client, length("--wait", wait));
            place.filter(any -> question.isLeftToCaller()).ifPresent(this::notPosted);
            return output.deliver(report, terminal, client.address(Question.page(report)));
        } catch (GateErrorException e) {
            return failed(e, e.conclusion());
        } catch (FailureException e) {
            return failed(e, file.map(CheckCommand::meaning).orElse(Conclusion.FAILURE));
        }
    }

    private void notPosted(PostingOptions.Place place) {
        terminal.err().println("flamegate: the service is not set up to post to " + place.written());
    }

    /** What an error means where the service itself could not be asked: the policy at hand says it. */
    private static Conclusion meaning(PolicyFile file) {
        boolean lets = file.document().informational() || file.document().errors() != Meaning.FAIL;
        return lets ? Conclusion.NEUTRAL : Conclusion.FAILURE;
    }

    private int failed(RuntimeException e, Conclusion conclusion) {
        if (conclusion == Conclusion.FAILURE) {
            throw e;
        }
        terminal.err().println("flamegate: " + e.getMessage());
        terminal.err().println("flamegate: there is no verdict; the policy does not let errors stop the pipeline");
        return ExitCode.PASS;
    }

    /** Checked here, so that a slip of the finger needs no service to be seen. */
    private @Nullable Look look() {
        try {
            return look == null ? null : Look.parse(look);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--look: " + e.getMessage());
        }
    }

    private static Duration length(String option, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
