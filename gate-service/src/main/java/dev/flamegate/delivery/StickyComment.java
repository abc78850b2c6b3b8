package dev.flamegate.delivery;

import dev.flamegate.delivery.CommentThread.Posted;
import dev.flamegate.delivery.Publisher.Receipt;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The one comment of a service on a pull request: found by the marker in its first line and by its author, so that nobody else's is ever
 * touched. Two writers may both find none and both make one; whoever looks last sees both and leaves the oldest, with the newest verdict.
 */
public record StickyComment(Wording wording) {

    /** @param charsMax of a comment, in UTF-16 units */
    public Receipt publish(CommentThread thread, Delivery delivery, Message message, int charsMax) throws IOException {
        List<Posted> own = own(thread, delivery.service());
        if (own.isEmpty() && wording.goesWithoutSaying(message)) {
            return Receipt.skipped("a pass, and nothing was said before");
        }
        String body = thread.kept(
                wording.comment(delivery, message, newest(own).map(Posted::body).orElse(""), charsMax));
        if (own.isEmpty()) {
            thread.add(body);
            own = own(thread, delivery.service());
            if (own.isEmpty()) {
                throw new IOException("the comment was made and is not there");
            }
        }
        return settle(thread, own, delivery, body);
    }

    private static Receipt settle(CommentThread thread, List<Posted> own, Delivery delivery, String body)
            throws IOException {
        Posted oldest = own.get(0);
        Posted newest = newest(own).orElse(oldest);
        boolean stale = gate(newest).compareTo(delivery.gate()) > 0;
        if (!stale && !body.equals(oldest.body())) {
            thread.edit(oldest, body);
        } else if (stale && !gate(oldest).equals(gate(newest))) {
            thread.edit(oldest, newest.body());
        }
        for (Posted younger : own.subList(1, own.size())) {
            thread.remove(younger);
        }
        String id = Long.toString(oldest.id());
        return stale ? Receipt.superseded(id, "gate " + gate(newest) + " has spoken already") : Receipt.delivered(id);
    }

    /** Of the latest gate. */
    private static Optional<Posted> newest(List<Posted> own) {
        return own.stream()
                .max(Comparator.comparing(StickyComment::gate).thenComparing(Posted::id, Comparator.reverseOrder()));
    }

    /** Oldest first. */
    private static List<Posted> own(CommentThread thread, String service) throws IOException {
        String key = Wording.key(service);
        return thread.own().stream()
                .filter(comment -> Wording.marked(comment.body())
                        .filter(marker -> marker.key().equals(key))
                        .isPresent())
                .sorted(Comparator.comparingLong(Posted::id))
                .toList();
    }

    private static String gate(Posted comment) {
        return Wording.marked(comment.body()).map(Wording.Marked::gate).orElse("");
    }
}
