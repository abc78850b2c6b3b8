package dev.flamegate.ingest;

import dev.flamegate.profile.Profile;
import java.util.List;

/** One wire format. */
public interface ProfileFormat {

    /** The name people use, for messages and to ask for it: {@code pprof}. */
    String name();

    /**
     * Whether bytes that begin like this can be of this format. A format that cannot be told by its bytes never matches: it is read
     * only when somebody names it.
     *
     * @param head the first bytes, those inside if the body is gzip
     */
    boolean matches(byte[] head);

    /**
     * Decodes a whole body, gzip or not. One body may hold several profiles: of several names, or of several labels, which are then the
     * profiles' labels; and a body without samples may hold none.
     *
     * @throws MalformedProfileException naming origin, position and rule
     */
    List<Profile> read(byte[] body, Source source);
}
