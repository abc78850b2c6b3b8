package dev.flamegate.gate;

import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes questions, answers them one after the other in the background, and keeps the answers. Safe for use by many threads. */
public interface Gates extends AutoCloseable {

    /**
     * Queues a question.
     *
     * @return the gate's id: letters, digits and hyphens; ids ascend with time
     * @throws GatesBusyException if too many questions wait already
     */
    String submit(EvaluationRequest request);

    /** Empty if there is no gate with this id. */
    Optional<GateState> find(String id);

    /**
     * Waits until the gate is done, at most this long.
     *
     * @return its state then, done or not; empty if there is no gate with this id
     */
    Optional<GateState> await(String id, Duration waitMax) throws InterruptedException;

    /** Ids of the gates that are done, newest first, at most {@code countMax}. */
    List<String> latest(int countMax);

    @Override
    void close();

    /** Where a gate stands. */
    sealed interface GateState {}

    /** In the queue, or at work. */
    record Running() implements GateState {}

    /** Answered. */
    record Done(GateReport report) implements GateState {}

    /**
     * The gate itself could not run: never mixed up with a regression.
     *
     * @param conclusion what that means to the pipeline, by its policy
     * @param calledOff whether somebody ended it before it had a verdict, so that nothing is wrong with it
     */
    record Failed(String message, Conclusion conclusion, boolean calledOff) implements GateState {
        /** It was to run, and could not. */
        public Failed(String message, Conclusion conclusion) {
            this(message, conclusion, false);
        }

        /** As it counts where no policy says otherwise. */
        public Failed(String message) {
            this(message, Conclusion.FAILURE);
        }
    }

    /** Too many questions wait. */
    final class GatesBusyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public GatesBusyException(String message) {
            super(message);
        }
    }
}
