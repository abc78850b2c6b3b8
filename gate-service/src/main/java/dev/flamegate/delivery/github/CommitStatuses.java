package dev.flamegate.delivery.github;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.Wording;
import java.io.IOException;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHRepository;

/** The status of a commit, where checks are not to be had. Its name differs from the check's: a required check of both names needs both. */
final class CommitStatuses {
    private static final int DESCRIPTION_CHARS_MAX = 140;
    private static final int CONTEXT_CHARS_MAX = 100;

    private final Wording wording;

    CommitStatuses(Wording wording) {
        this.wording = wording;
    }

    Receipt publish(GHRepository repository, Delivery delivery, Message message) throws IOException {
        if (message instanceof Message.Superseded superseded) {
            return Receipt.superseded(delivery.remote(), superseded.by());
        }
        String context = context(delivery.service());
        repository.createCommitStatus(
                delivery.target().sha(),
                state(message),
                wording.address(delivery.gate()),
                wording.title(delivery.service(), message, DESCRIPTION_CHARS_MAX),
                context);
        return Receipt.delivered(context);
    }

    static String context(String service) {
        String line = service.replaceAll("\\p{Cntrl}+", " ");
        return "flamegate/" + (line.length() <= CONTEXT_CHARS_MAX ? line : line.substring(0, CONTEXT_CHARS_MAX));
    }

    private static GHCommitState state(Message message) {
        if (message instanceof Message.Started) {
            return GHCommitState.PENDING;
        }
        if (message instanceof Message.Failed && CheckRuns.conclusion(message) == GHCheckRun.Conclusion.FAILURE) {
            return GHCommitState.ERROR;
        }
        return switch (CheckRuns.conclusion(message)) {
            case SUCCESS, NEUTRAL -> GHCommitState.SUCCESS;
            default -> GHCommitState.FAILURE;
        };
    }
}
