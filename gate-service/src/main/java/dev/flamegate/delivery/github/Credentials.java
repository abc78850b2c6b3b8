package dev.flamegate.delivery.github;

import java.io.IOException;

/** What a request is signed with. */
interface Credentials {

    /** The value of the header {@code Authorization}. */
    String header() throws IOException;

    /** GitHub refused the last one: the next one must be new, if there can be a new one. */
    default void renew() {}
}
