package dev.flamegate.http;

import dev.flamegate.profile.Profile;

/** Decodes a profile of any format that this version reads. */
@FunctionalInterface
public interface ProfileReader {

    /**
     * @param origin where the bytes came from, the first word of every message
     * @throws dev.flamegate.ingest.MalformedProfileException naming origin, position and rule
     */
    Profile read(byte[] body, String origin);
}
