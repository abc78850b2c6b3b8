package dev.flamegate.gate;

import java.util.Optional;

/** Keeps what verdicts were made from, longer than the profiles themselves. */
public interface EvidenceLog {

    /** Durable when it returns. */
    void keep(FrozenGate gate);

    /** Empty if there is none under this id. */
    Optional<FrozenGate> find(String id);
}
