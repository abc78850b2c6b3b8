package dev.flamegate.http;

import java.time.Duration;

/**
 * How the service is reached, and how much it takes.
 *
 * @param host address to listen on; the loopback address keeps the service to this machine
 * @param port 0 picks a free one
 * @param publicUrl what links in comments begin with; empty means {@code http://host:port}
 * @param bodyBytesMax largest request body, as sent
 * @param profileBytesMax largest profile, decompressed
 * @param inFlightBytesMax bytes of all bodies that are being read or decoded at one time
 * @param threadsMax threads that serve requests
 * @param idleTimeout a connection on which nothing moves for this long is closed
 * @param bodyTimeout a body that is not whole after this long is refused
 * @param waitMax longest wait for a gate that a client may ask for
 * @param stopTimeout how long requests may finish when the service stops
 */
public record HttpSettings(
        String host,
        int port,
        String publicUrl,
        int bodyBytesMax,
        int profileBytesMax,
        int inFlightBytesMax,
        int threadsMax,
        Duration idleTimeout,
        Duration bodyTimeout,
        Duration waitMax,
        Duration stopTimeout) {

    private static final int MIB = 1 << 20;

    public HttpSettings {
        require(!host.isBlank(), "host is blank");
        require(port >= 0 && port <= 65535, "port is " + port + ", allowed are 0 to 65535");
        require(
                publicUrl.isEmpty() || publicUrl.matches("https?://[^\\s\"'<>]+"),
                "public_url is '" + publicUrl + "', expected http://... or https://...");
        require(bodyBytesMax >= 1024, "body_bytes_max is " + bodyBytesMax + ", at least 1024 are needed");
        require(profileBytesMax >= 1024, "profile_bytes_max is " + profileBytesMax + ", at least 1024 are needed");
        require(inFlightBytesMax >= 1024, "in_flight_bytes_max is " + inFlightBytesMax + ", at least 1024 are needed");
        require(threadsMax >= 8 && threadsMax <= 1000, "threads_max is " + threadsMax + ", allowed are 8 to 1000");
        positive(idleTimeout, "idle_timeout");
        positive(bodyTimeout, "body_timeout");
        positive(waitMax, "wait_max");
        positive(stopTimeout, "stop_timeout");
    }

    public static HttpSettings withDefaults() {
        return new HttpSettings(
                "127.0.0.1",
                4040,
                "",
                16 * MIB,
                64 * MIB,
                192 * MIB,
                32,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    public HttpSettings withPort(int other) {
        return new HttpSettings(
                host,
                other,
                publicUrl,
                bodyBytesMax,
                profileBytesMax,
                inFlightBytesMax,
                threadsMax,
                idleTimeout,
                bodyTimeout,
                waitMax,
                stopTimeout);
    }

    private static void positive(Duration value, String name) {
        require(!value.isNegative() && !value.isZero(), name + " must be longer than 0s");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
