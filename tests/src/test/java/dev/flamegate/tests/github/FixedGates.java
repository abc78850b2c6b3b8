package dev.flamegate.tests.github;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gates whose state a test sets. */
public final class FixedGates implements Gates {
    private final Map<String, GateState> states = new ConcurrentHashMap<>();

    public void set(String id, GateState state) {
        states.put(id, state);
    }

    public void forget(String id) {
        states.remove(id);
    }

    @Override
    public String submit(EvaluationRequest request) {
        throw new UnsupportedOperationException("a test sets the states");
    }

    @Override
    public Optional<GateState> find(String id) {
        return Optional.ofNullable(states.get(id));
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) {
        return find(id);
    }

    @Override
    public List<String> latest(int countMax) {
        return List.of();
    }

    @Override
    public void close() {}
}
