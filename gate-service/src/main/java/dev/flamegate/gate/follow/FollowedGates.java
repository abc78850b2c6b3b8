package dev.flamegate.gate.follow;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All gates under one roof: those that answer once, and those that are followed. */
public final class FollowedGates implements Gates {
    private final Gates gates;
    private final Follows follows;

    /**
     * @param follows stays the caller's to close
     */
    public FollowedGates(Gates gates, Follows follows) {
        this.gates = gates;
        this.follows = follows;
    }

    @Override
    public String submit(EvaluationRequest request) {
        return gates.submit(request);
    }

    @Override
    public Optional<GateState> find(String id) {
        return gates.find(id).or(() -> follows.find(id).map(FollowedGates::state));
    }

    private static GateState state(Follow follow) {
        boolean calledOff = follow.state() == Follow.State.CANCELLED;
        return follow.state().isOver() ? new Failed(follow.message(), Conclusion.FAILURE, calledOff) : new Running();
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) throws InterruptedException {
        if (follows.find(id).isEmpty()) {
            return gates.await(id, waitMax);
        }
        follows.await(id, Long.MAX_VALUE, waitMax);
        return find(id);
    }

    @Override
    public List<String> latest(int countMax) {
        return gates.latest(countMax);
    }

    @Override
    public void close() {
        gates.close();
    }
}
