package dev.flamegate.scrape;

import dev.flamegate.scrape.ScrapeObserver.Outcome;

/**
 * Bounds the memory of all bodies that are being scraped, together and each.
 *
 * <p>Safe for use by many threads.
 */
final class BodyMemory {
    private final long bytesMax;
    private final int bodyBytesMax;
    private long taken;

    /**
     * @param bytesMax of all bodies together
     * @param bodyBytesMax of one
     */
    BodyMemory(long bytesMax, int bodyBytesMax) {
        this.bytesMax = bytesMax;
        this.bodyBytesMax = bodyBytesMax;
    }

    Share share() {
        return new Share();
    }

    synchronized long taken() {
        return taken;
    }

    private synchronized boolean take(int bytes) {
        boolean fits = taken + bytes <= bytesMax;
        taken += fits ? bytes : 0;
        return fits;
    }

    private synchronized void give(long bytes) {
        taken -= bytes;
    }

    /** The bytes of one body. */
    final class Share {
        private long held;
        private boolean closed;

        /**
         * @throws ScrapeFailure if the body, or all together, are larger than allowed
         */
        synchronized void add(int bytes) {
            if (closed) {
                throw new ScrapeFailure(Outcome.TIMED_OUT, "the scrape is over");
            }
            if (held + bytes > bodyBytesMax) {
                throw new ScrapeFailure(
                        Outcome.TOO_LARGE, "the body is larger than " + bodyBytesMax + " bytes (http.body_bytes_max)");
            }
            if (!take(bytes)) {
                throw new ScrapeFailure(
                        Outcome.TOO_LARGE,
                        "the bodies of all targets together are larger than " + bytesMax
                                + " bytes (http.in_flight_bytes_max)");
            }
            held += bytes;
        }

        synchronized void close() {
            give(held);
            held = 0;
            closed = true;
        }
    }
}
