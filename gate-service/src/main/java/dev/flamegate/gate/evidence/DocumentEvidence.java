package dev.flamegate.gate.evidence;

import dev.flamegate.gate.EvidenceLog;
import dev.flamegate.gate.FrozenGate;
import dev.flamegate.store.DocumentStore;
import java.util.Optional;

/** Evidence as documents of the store, one a gate, untouched by the retention of profiles. */
public final class DocumentEvidence implements EvidenceLog {
    private static final String KIND = "gate-evidence-1";

    private final DocumentStore documents;

    public DocumentEvidence(DocumentStore documents) {
        this.documents = documents;
    }

    @Override
    public Frozen freeze(FrozenGate gate) {
        byte[] bytes = EvidenceFormat.write(gate);
        return () -> documents.put(KIND, gate.id(), bytes);
    }

    /** @throws IllegalArgumentException if what is kept cannot be read */
    @Override
    public Optional<FrozenGate> find(String id) {
        return bytes(id).map(bytes -> EvidenceFormat.read(id, bytes));
    }

    /** As it is kept: JSON in gzip. */
    public Optional<byte[]> bytes(String id) {
        return documents.get(KIND, id);
    }
}
