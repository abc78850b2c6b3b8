package dev.flamegate.ingest;

import dev.flamegate.profile.Profile;

/** One wire format. */
public interface ProfileFormat {

    /** The name people use, for messages: {@code pprof}. */
    String name();

    /** Whether bytes that begin like this can be of this format. */
    boolean matches(byte[] head);

    /**
     * Decodes a whole body.
     *
     * @param origin where the bytes came from, the first word of every message
     * @throws MalformedProfileException naming origin, position and rule
     */
    Profile read(byte[] body, String origin);
}
