package dev.flamegate.gate;

import java.util.Optional;

/** Keeps what verdicts were made from, longer than the profiles themselves. */
public interface EvidenceLog {

    /** What is about to be kept: made beside the answer, written when there is one. */
    interface Frozen {

        /** Durable when it returns. */
        void keep();
    }

    /** Takes time, and changes nothing. */
    Frozen freeze(FrozenGate gate);

    /** Durable when it returns. */
    default void keep(FrozenGate gate) {
        freeze(gate).keep();
    }

    /** Empty if there is none under this id. */
    Optional<FrozenGate> find(String id);
}
