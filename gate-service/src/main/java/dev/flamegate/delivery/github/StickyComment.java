package dev.flamegate.delivery.github;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.GitHubAccounts.Account;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueComment;

/**
 * The one comment of a service on a pull request: found by the marker in its first line and by its author, so that nobody else's is ever
 * touched. Two writers may both find none and both make one; whoever looks last sees both and leaves the oldest, with the newest verdict.
 */
final class StickyComment {
    /** GitHub takes 65,536; what is said of it stays below, since it counts characters after its own changes. */
    private static final int CHARS_MAX = 64_000;

    private static final int PAGE = 100;

    private final Wording wording;

    StickyComment(Wording wording) {
        this.wording = wording;
    }

    Receipt publish(Account account, GHIssue pullRequest, Delivery delivery, Message message) throws IOException {
        try {
            return publish(account, pullRequest, delivery, message, CHARS_MAX);
        } catch (IOException e) {
            if (Troubles.refusal(e)
                    .filter(refusal -> refusal.status() == 422 && refusal.says("too long"))
                    .isPresent()) {
                return publish(account, pullRequest, delivery, message, CHARS_MAX / 2);
            }
            throw e;
        }
    }

    private Receipt publish(Account account, GHIssue pullRequest, Delivery delivery, Message message, int charsMax)
            throws IOException {
        List<GHIssueComment> own = own(account, pullRequest, delivery.service());
        if (own.isEmpty() && wording.goesWithoutSaying(message)) {
            return Receipt.skipped("a pass, and nothing was said before");
        }
        String before = own.isEmpty() ? "" : own.get(own.size() - 1).getBody();
        String body = wording.comment(delivery, message, before, charsMax);
        if (own.isEmpty()) {
            pullRequest.comment(body);
            own = own(account, pullRequest, delivery.service());
            if (own.isEmpty()) {
                throw new IOException("the comment was made and is not there");
            }
        }
        return settle(own, delivery, body);
    }

    private Receipt settle(List<GHIssueComment> own, Delivery delivery, String body) throws IOException {
        GHIssueComment kept = own.get(0);
        String newest = own.stream()
                .map(StickyComment::gate)
                .max(Comparator.naturalOrder())
                .orElse("");
        boolean stale = newest.compareTo(delivery.gate()) > 0;
        if (!stale && !body.equals(kept.getBody())) {
            kept.update(body);
        } else if (stale && !gate(kept).equals(newest)) {
            kept.update(own.stream()
                    .filter(one -> gate(one).equals(newest))
                    .findFirst()
                    .orElse(kept)
                    .getBody());
        }
        for (GHIssueComment younger : own.subList(1, own.size())) {
            deleted(younger);
        }
        String id = Long.toString(kept.getId());
        return stale ? Receipt.superseded(id, "gate " + newest + " has spoken already") : Receipt.delivered(id);
    }

    /** Somebody else may have deleted it just now. */
    private static void deleted(GHIssueComment comment) throws IOException {
        try {
            comment.delete();
        } catch (IOException e) {
            if (!Troubles.isStatus(e, 404)) {
                throw e;
            }
        }
    }

    /** Oldest first. */
    @SuppressWarnings("deprecation") // getUser() asks GitHub once more for each comment
    private List<GHIssueComment> own(Account account, GHIssue pullRequest, String service) throws IOException {
        String key = Wording.key(service);
        List<GHIssueComment> own = new ArrayList<>();
        for (GHIssueComment comment : pullRequest.listComments().withPageSize(PAGE)) {
            boolean marked = Wording.marked(String.valueOf(comment.getBody()))
                    .filter(marker -> marker.key().equals(key))
                    .isPresent();
            if (marked && account.login().equalsIgnoreCase(comment.getUserName())) {
                own.add(comment);
            }
        }
        own.sort(Comparator.comparingLong(GHIssueComment::getId));
        return own;
    }

    private static String gate(GHIssueComment comment) {
        return Wording.marked(comment.getBody()).map(Wording.Marked::gate).orElse("");
    }
}
