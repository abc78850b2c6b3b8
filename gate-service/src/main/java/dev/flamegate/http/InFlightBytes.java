package dev.flamegate.http;

import java.util.concurrent.Semaphore;

/** Bounds the memory that all bodies together may take while they are read and decoded. */
final class InFlightBytes {
    private final int max;
    private final Semaphore free;

    InFlightBytes(int max) {
        this.max = max;
        this.free = new Semaphore(max);
    }

    Reservation reserve() {
        return new Reservation();
    }

    int taken() {
        return max - free.availablePermits();
    }

    /** The bytes of one request. Used by one thread. */
    final class Reservation implements AutoCloseable {
        private int held;

        /**
         * @throws ProblemException 503 if that many are not free: waiting here would hold the thread as well
         */
        void add(int bytes) {
            if (!free.tryAcquire(bytes)) {
                Problem problem = Problem.of("busy", "too many bytes of other requests are being read")
                        .hint("send it again after the time in Retry-After");
                throw ProblemException.retry(503, problem, 1);
            }
            held += bytes;
        }

        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
