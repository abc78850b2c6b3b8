package dev.flamegate.http;

import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.github.FromGitHub;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.gate.follow.Follows;
import dev.flamegate.scrape.ScrapedTargets;
import dev.flamegate.store.Pins;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoreOperations;
import dev.flamegate.traffic.PostedTraffic;
import org.jspecify.annotations.Nullable;

/** Whether the service can answer: the port is open before the store is, and until after it closes. */
final class Readiness {

    /** What the routes work on. */
    record Backend(
            ProfileStore store,
            Gates gates,
            ScrapedTargets targets,
            PostedTraffic traffic,
            Pins pins,
            StoreOperations operations,
            Archive archive,
            Follows follows,
            Outbox outbox,
            FromGitHub github) {}

    private record State(String word, @Nullable Backend backend) {}

    private volatile State state = new State("starting", null);

    void open(Backend backend) {
        state = new State("ready", backend);
    }

    void close() {
        state = new State("closing", null);
    }

    boolean isReady() {
        return state.backend() != null;
    }

    String word() {
        return state.word();
    }

    /**
     * @throws ProblemException 503 when starting or closing
     */
    Backend backend() {
        State now = state;
        if (now.backend() == null) {
            Problem problem = Problem.of("not_ready", "the service is " + now.word());
            throw ProblemException.retry(503, problem, 2);
        }
        return now.backend();
    }
}
