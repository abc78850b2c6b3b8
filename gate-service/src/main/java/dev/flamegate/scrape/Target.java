package dev.flamegate.scrape;

import dev.flamegate.profile.Labels;
import java.net.URI;

/**
 * One address and one of its profiles. Two targets are the same if they are equal: a refresh of what is discovered leaves those that stay
 * at their work.
 *
 * @param labels that its profiles are stored under
 */
record Target(ProfileEndpoint profile, URI url, Labels labels) {

    /** What its place in the interval is computed from. */
    String key() {
        return url + " " + labels;
    }
}
