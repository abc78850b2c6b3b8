package dev.flamegate.delivery.github;

import dev.flamegate.delivery.CommentThread;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.StickyComment;
import dev.flamegate.delivery.github.GitHubAccounts.Account;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueComment;

/** The conversation about a pull request on GitHub, which calls its comments those of an issue. */
final class IssueComments implements CommentThread {
    /** GitHub takes 65,536; what is said of it stays below, since it counts characters after its own changes. */
    private static final int CHARS_MAX = 64_000;

    private static final int PAGE = 100;

    private final Account account;
    private final GHIssue pullRequest;
    private final Map<Long, GHIssueComment> listed = new HashMap<>();

    IssueComments(Account account, GHIssue pullRequest) {
        this.account = account;
        this.pullRequest = pullRequest;
    }

    Receipt publish(StickyComment comment, Delivery delivery, Message message) throws IOException {
        try {
            return comment.publish(this, delivery, message, CHARS_MAX);
        } catch (IOException e) {
            if (Troubles.refusal(e)
                    .filter(refusal -> refusal.status() == 422 && refusal.says("too long"))
                    .isPresent()) {
                return comment.publish(this, delivery, message, CHARS_MAX / 2);
            }
            throw e;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // getUser() asks GitHub once more for each comment
    public List<Posted> own() throws IOException {
        List<Posted> own = new ArrayList<>();
        for (GHIssueComment comment : pullRequest.listComments().withPageSize(PAGE)) {
            if (account.login().equalsIgnoreCase(comment.getUserName())) {
                listed.put(comment.getId(), comment);
                own.add(new Posted(comment.getId(), String.valueOf(comment.getBody())));
            }
        }
        return own;
    }

    @Override
    public void add(String body) throws IOException {
        pullRequest.comment(body);
    }

    @Override
    public void edit(Posted comment, String body) throws IOException {
        listed(comment).update(body);
    }

    @Override
    public void remove(Posted comment) throws IOException {
        try {
            listed(comment).delete();
        } catch (IOException e) {
            if (!Troubles.isStatus(e, 404)) {
                throw e;
            }
        }
    }

    private GHIssueComment listed(Posted comment) {
        GHIssueComment found = listed.get(comment.id());
        if (found == null) {
            throw new IllegalArgumentException("comment " + comment.id() + " was not listed before");
        }
        return found;
    }
}
