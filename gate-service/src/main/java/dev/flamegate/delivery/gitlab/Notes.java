package dev.flamegate.delivery.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.delivery.CommentThread;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.StickyComment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The conversation about a merge request. A line of a note that begins with a slash may be an order to GitLab ({@code /merge}), given with
 * the rights of the token: no line of ours begins with one, whatever a report holds.
 *
 * @param author number of the token's user
 */
record Notes(GitLabApi api, MergeRequest mergeRequest, long author) implements CommentThread {
    /** GitLab takes 1,000,000 characters. */
    private static final int CHARS_MAX = 990_000;

    private static final Pattern ORDER = Pattern.compile("(?m)^(\\s*)/");
    private static final String BREAK = "\u200b";

    Receipt publish(StickyComment comment, Delivery delivery, Message message) throws IOException {
        try {
            return comment.publish(this, delivery, message, CHARS_MAX);
        } catch (GitLabRefusal e) {
            if (e.status() == 400 && e.says("too long")) {
                return comment.publish(this, delivery, message, CHARS_MAX / 2);
            }
            throw e;
        }
    }

    @Override
    public List<Posted> own() throws IOException {
        List<Posted> own = new ArrayList<>();
        String asked = path() + "?sort=asc&order_by=created_at&activity_filter=only_comments";
        for (JsonNode note : api.list(asked)) {
            boolean isOurs = note.at("/author/id").asLong() == author;
            if (isOurs && !note.path("system").asBoolean()) {
                own.add(new Posted(note.path("id").asLong(), note.path("body").asText()));
            }
        }
        return own;
    }

    @Override
    public void add(String body) throws IOException {
        api.post(path(), of(body));
    }

    @Override
    public void edit(Posted comment, String body) throws IOException {
        api.put(path() + "/" + comment.id(), of(body));
    }

    @Override
    public void remove(Posted comment) throws IOException {
        try {
            api.delete(path() + "/" + comment.id());
        } catch (GitLabRefusal e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    /** GitLab looks for orders, and drops the white space at the end. */
    @Override
    public String kept(String body) {
        return ORDER.matcher(body).replaceAll("$1" + BREAK + "/").stripTrailing();
    }

    private String path() {
        return mergeRequest.path() + "/notes";
    }

    private static ObjectNode of(String body) {
        return JsonNodeFactory.instance.objectNode().put("body", body);
    }
}
