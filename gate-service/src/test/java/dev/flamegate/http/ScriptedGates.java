package dev.flamegate.http;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.GateReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Gates that answer as a test says. */
public final class ScriptedGates implements Gates {
    private final Map<String, GateState> states = new ConcurrentHashMap<>();
    private final List<EvaluationRequest> asked = new ArrayList<>();
    private volatile Function<String, GateState> script = id -> new Running();
    private volatile boolean busy;

    /** From now on questions are answered by this when somebody waits for them. */
    public void answerWith(Function<String, GateReport> report) {
        script = id -> new Done(report.apply(id));
    }

    void failWith(String message) {
        script = id -> new Failed(message);
    }

    synchronized void clear() {
        states.clear();
        asked.clear();
        busy = false;
        script = id -> new Running();
    }

    void beBusy() {
        busy = true;
    }

    synchronized List<EvaluationRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized String submit(EvaluationRequest request) {
        if (busy) {
            throw new GatesBusyException("100 gates wait already");
        }
        asked.add(request);
        String id = "gate-" + asked.size();
        states.put(id, new Running());
        return id;
    }

    @Override
    public Optional<GateState> find(String id) {
        return Optional.ofNullable(states.get(id));
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) {
        states.computeIfPresent(id, (key, state) -> script.apply(id));
        return find(id);
    }

    @Override
    public synchronized List<String> latest(int countMax) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Done)
                .map(Map.Entry::getKey)
                .limit(countMax)
                .toList();
    }

    @Override
    public void close() {}
}
