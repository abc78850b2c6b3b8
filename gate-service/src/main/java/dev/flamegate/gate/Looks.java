package dev.flamegate.gate;

import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.profile.TimeRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The gate as it is asked about growing data: several looks under one id, of which the last word alone is kept. Work is done one after
 * the other with all other gates; what could not run completes exceptionally. Safe for use by many threads.
 */
public interface Looks {

    /** For a gate whose looks begin. */
    String nextId();

    /**
     * Answers a question and keeps nothing.
     *
     * @param notes for the report's caveats
     * @throws Gates.GatesBusyException if too many questions wait
     */
    CompletableFuture<Looked> look(String id, EvaluationRequest request, List<String> notes);

    /**
     * How much there is, without a test: counts may be looked at as often as one likes.
     *
     * @throws Gates.GatesBusyException if too many questions wait
     */
    CompletableFuture<Held> count(EvaluationRequest request);

    /**
     * Makes a look its gate's answer.
     *
     * @throws Gates.GatesBusyException if too many questions wait
     */
    CompletableFuture<GateState> keep(Looked look);

    /**
     * Keeps what a look that fails was made from, so that its suspects can be tested on fresh data later, after a restart too.
     *
     * @throws Gates.GatesBusyException if too many questions wait
     */
    CompletableFuture<Void> suspect(Looked look);

    /**
     * The look that was kept as {@link #suspect}, with its suspects tested once more.
     *
     * @param request as the look asked it
     * @param fresh where no profile of the look begins
     * @throws Gates.GatesBusyException if too many questions wait
     */
    CompletableFuture<Looked> confirm(String id, EvaluationRequest request, TimeRange fresh);

    /** The gate could not run, and will not be asked again. */
    GateState fail(String id, EvaluationRequest request, RuntimeException cause);

    /** What the two sides of a question have. */
    record Held(Side baseline, Side candidate) {

        /**
         * One side.
         *
         * @param samples behind all its values
         */
        public record Side(int pods, double samples) {}
    }
}
