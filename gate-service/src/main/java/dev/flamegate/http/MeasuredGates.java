package dev.flamegate.http;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gates whose answers are counted. They are answered one after the other, so one thread that awaits them in order is exact. */
final class MeasuredGates implements Gates {
    private static final Duration GIVE_UP = Duration.ofMinutes(30);

    private final Gates gates;
    private final Figures figures;
    private final ExecutorService watcher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gate-figures");
        thread.setDaemon(true);
        return thread;
    });

    MeasuredGates(Gates gates, Figures figures) {
        this.gates = gates;
        this.figures = figures;
    }

    @Override
    public String submit(EvaluationRequest request) {
        long asked = System.nanoTime();
        String id = gates.submit(request);
        watcher.execute(() -> watch(id, asked));
        return id;
    }

    private void watch(String id, long asked) {
        try {
            GateState state = gates.await(id, GIVE_UP).orElseGet(Running::new);
            figures.gateDone(word(state), Duration.ofNanos(System.nanoTime() - asked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String word(GateState state) {
        if (state instanceof Done done) {
            return done.report().verdict().name();
        }
        return state instanceof Failed ? "FAILED_TO_RUN" : "UNANSWERED";
    }

    @Override
    public Optional<GateState> find(String id) {
        return gates.find(id);
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) throws InterruptedException {
        return gates.await(id, waitMax);
    }

    @Override
    public List<String> latest(int countMax) {
        return gates.latest(countMax);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        gates.close();
    }
}
