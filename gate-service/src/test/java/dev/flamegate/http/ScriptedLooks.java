package dev.flamegate.http;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Looked;
import dev.flamegate.gate.Looks;
import dev.flamegate.profile.TimeRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks that never end. */
final class ScriptedLooks implements Looks {
    private final AtomicInteger ids = new AtomicInteger();

    @Override
    public String nextId() {
        return "follow-" + ids.incrementAndGet();
    }

    @Override
    public CompletableFuture<Looked> look(String id, EvaluationRequest request, List<String> notes) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Held> count(EvaluationRequest request) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Gates.GateState> keep(Looked look) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> suspect(Looked look) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Looked> confirm(String id, EvaluationRequest request, TimeRange fresh) {
        return new CompletableFuture<>();
    }

    @Override
    public Gates.GateState fail(String id, EvaluationRequest request, RuntimeException cause) {
        return new Gates.Failed(String.valueOf(cause.getMessage()));
    }
}
