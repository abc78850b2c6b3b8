package dev.flamegate.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what is read and decoded at one time: the bodies, so that some threads are always free to say that there is no room, and the
 * memory that the bodies take together.
 */
final class InFlightBytes {
    /** Bursts of small uploads are over within this; who waits holds a thread. */
    private static final long WAIT_MAX_MILLIS = 1000;

    private final int max;
    private final Semaphore free;
    private final Semaphore bodies;

    /**
     * @param max bytes of all bodies together
     * @param bodiesMax how many are read at one time
     */
    InFlightBytes(int max, int bodiesMax) {
        this.max = max;
        this.free = new Semaphore(max);
        this.bodies = new Semaphore(bodiesMax, true);
    }

    /**
     * @throws ProblemException 429 if there is no room for one more body
     */
    Reservation reserve() {
        try {
            if (bodies.tryAcquire(WAIT_MAX_MILLIS, TimeUnit.MILLISECONDS)) {
                return new Reservation();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw busy("too many other requests are being read");
    }

    int taken() {
        return max - free.availablePermits();
    }

    private static ProblemException busy(String why) {
        Problem problem =
                Problem.of("busy", why).hint("nothing was stored; send it again after the time in Retry-After");
        return ProblemException.retry(429, problem, 1);
    }

    /** The bytes of one request. Used by one thread. */
    final class Reservation implements AutoCloseable {
        private int held;
        private boolean closed;

        /**
         * @throws ProblemException 429 if that many are not free: waiting here would hold the thread as well
         */
        void add(int bytes) {
            if (!free.tryAcquire(bytes)) {
                throw busy("too many bytes of other requests are being read");
            }
            held += bytes;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                free.release(held);
                held = 0;
                bodies.release();
            }
        }
    }
}
