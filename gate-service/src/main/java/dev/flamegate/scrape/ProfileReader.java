package dev.flamegate.scrape;

import dev.flamegate.profile.Profile;
import java.util.List;

/** Decodes a body of any format there is. */
public interface ProfileReader {

    /**
     * @param origin the first word of every message
     * @throws dev.flamegate.ingest.MalformedProfileException if it is no valid profile
     */
    List<Profile> read(byte[] body, String origin);
}
