package dev.flamegate.delivery;

import java.io.IOException;
import java.util.List;

/** The conversation about a pull request, as far as the service's own comments go. */
public interface CommentThread {

    /** A comment of the service's own. */
    record Posted(long id, String body) {}

    /** Those that the service wrote itself, of any gate and any service, in any order. */
    List<Posted> own() throws IOException;

    void add(String body) throws IOException;

    void edit(Posted comment, String body) throws IOException;

    /** Nothing happens if it is not there any more: somebody else may have been faster. */
    void remove(Posted comment) throws IOException;

    /** What the place makes of a text before it keeps it. */
    default String kept(String body) {
        return body;
    }
}
