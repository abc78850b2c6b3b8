package dev.flamegate.ingest;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.Requests;
import java.util.OptionalDouble;

/**
 * How many requests a process served while it was profiled, as a profile says it itself: by a label of its samples or an attribute called
 * {@value #NAME}. It is the number of the whole profile, on as many samples as one likes.
 */
public final class SaidRequests {
    public static final String NAME = "requests";

    private OptionalDouble said = OptionalDouble.empty();

    /**
     * @return false if the text is no number: then it is a label like others
     * @throws MalformedProfileException if another number was said before
     */
    public boolean take(String text, String origin, String place) {
        double requests;
        try {
            requests = Requests.parse(text);
        } catch (IllegalArgumentException noNumber) {
            return false;
        }
        if (said.isPresent() && said.getAsDouble() != requests) {
            throw new MalformedProfileException(
                    origin,
                    place,
                    "says " + text + " requests, and a sample before it said " + said.getAsDouble()
                            + ": it is the number of all requests that were served during the profile");
        }
        said = OptionalDouble.of(requests);
        return true;
    }

    /** The profile with what was said, or as it is. */
    public Profile of(Profile profile) {
        return said.isPresent() ? profile.withRequests(said.getAsDouble()) : profile;
    }
}
