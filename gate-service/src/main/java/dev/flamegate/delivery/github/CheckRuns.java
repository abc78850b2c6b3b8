package dev.flamegate.delivery.github;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.Wording;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCheckRun.Status;
import org.kohsuke.github.GHCheckRunBuilder;
import org.kohsuke.github.GHCheckRunBuilder.Action;
import org.kohsuke.github.GHCheckRunBuilder.Annotation;
import org.kohsuke.github.GHCheckRunBuilder.Output;
import org.kohsuke.github.GHRepository;

/**
 * The check of a gate: there while it is at work, finished by its verdict. Branch protection counts {@code neutral} as success, so that an
 * enforcing gate that could not decide says {@code action_required}.
 */
final class CheckRuns {
    /** GitHub takes 65,535 of the summary and of the text each. */
    private static final int CHARS_MAX = 65_000;

    private static final int TITLE_CHARS_MAX = 200;
    private static final int NAME_CHARS_MAX = 100;
    private static final String NAME = "Flamegate / ";

    private final Wording wording;
    private final boolean buttons;
    private final Clock clock;

    /** @param buttons whether somebody listens when they are pressed */
    CheckRuns(Wording wording, boolean buttons, Clock clock) {
        this.wording = wording;
        this.buttons = buttons;
        this.clock = clock;
    }

    Receipt publish(GHRepository repository, Delivery delivery, Message message, List<Annotation> annotations)
            throws IOException {
        String id = delivery.remote() == null ? found(repository, delivery) : delivery.remote();
        try {
            return written(repository, delivery, message, annotations, id);
        } catch (IOException e) {
            if (id != null && Troubles.isStatus(e, 404)) {
                return written(repository, delivery, message, annotations, null);
            }
            throw e;
        }
    }

    private Receipt written(
            GHRepository repository,
            Delivery delivery,
            Message message,
            List<Annotation> annotations,
            @Nullable String id)
            throws IOException {
        GHCheckRunBuilder run = id == null
                ? repository.createCheckRun(
                        name(delivery.service()), delivery.target().sha())
                : repository.updateCheckRun(Long.parseLong(id));
        run.withExternalID(delivery.id()).withDetailsURL(wording.address(delivery.gate()));
        Output output = wording.check(delivery.gate(), message)
                .map(check -> new Output(check.title(), check.summary()).withText(check.text()))
                .orElseGet(() -> new Output(
                        wording.title(delivery.service(), message, TITLE_CHARS_MAX),
                        wording.body(delivery.service(), delivery.gate(), message, CHARS_MAX)));
        annotations.forEach(output::add);
        run.add(output);
        if (message instanceof Message.Started) {
            run.withStatus(Status.IN_PROGRESS).withStartedAt(Date.from(delivery.created()));
        } else {
            run.withStatus(Status.COMPLETED)
                    .withConclusion(conclusion(message))
                    .withCompletedAt(Date.from(clock.instant()));
            buttons(message).forEach(run::add);
        }
        String made = Long.toString(run.create().getId());
        return message instanceof Message.Superseded superseded
                ? Receipt.superseded(made, superseded.by())
                : Receipt.delivered(made);
    }

    /** An earlier attempt may have got through although its answer did not. */
    private static @Nullable String found(GHRepository repository, Delivery delivery) throws IOException {
        if (delivery.attempts() == 0) {
            return null;
        }
        Map<String, Object> named = Map.of("check_name", name(delivery.service()), "filter", "all");
        for (GHCheckRun run :
                repository.getCheckRuns(delivery.target().sha(), named).withPageSize(100)) {
            if (delivery.id().equals(run.getExternalId())) {
                return Long.toString(run.getId());
            }
        }
        return null;
    }

    static String name(String service) {
        String line = service.replaceAll("\\p{Cntrl}+", " ");
        return NAME + (line.length() <= NAME_CHARS_MAX ? line : line.substring(0, NAME_CHARS_MAX));
    }

    /** Of a message that ends a check. */
    static GHCheckRun.Conclusion conclusion(Message message) {
        if (message instanceof Message.Answered answered) {
            return conclusion(answered.report());
        }
        if (message instanceof Message.Failed failed) {
            return failed.conclusion() == Conclusion.FAILURE
                    ? GHCheckRun.Conclusion.FAILURE
                    : GHCheckRun.Conclusion.NEUTRAL;
        }
        return GHCheckRun.Conclusion.CANCELLED;
    }

    private static GHCheckRun.Conclusion conclusion(GateReport report) {
        return switch (report.policy().conclusion()) {
            case SUCCESS -> GHCheckRun.Conclusion.SUCCESS;
            case NEUTRAL -> GHCheckRun.Conclusion.NEUTRAL;
            case FAILURE ->
                report.verdict() == Verdict.INCONCLUSIVE
                        ? GHCheckRun.Conclusion.ACTION_REQUIRED
                        : GHCheckRun.Conclusion.FAILURE;
        };
    }

    private List<Action> buttons(Message message) {
        Action rerun = new Action("Run again", "Ask the same question again", "rerun");
        Action accept = new Action("Accept growth", "Let this growth pass for this commit", "accept");
        boolean fails = Optional.of(message)
                .filter(Message.Answered.class::isInstance)
                .map(answered -> ((Message.Answered) answered).report().verdict() == Verdict.FAIL)
                .orElse(false);
        if (!buttons || message instanceof Message.Superseded) {
            return List.of();
        }
        return fails ? List.of(rerun, accept) : List.of(rerun);
    }
}
