package dev.flamegate.gate;

import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a verdict is made from: equal inputs give equal reports, to the byte. Every gate of the service is answered from one of
 * these, so that nothing can be forgotten.
 *
 * @param selection as it was selected, before windows are left out
 * @param past runs that could be borrowed from
 * @param settings of the service, without a policy file
 * @param policy the file in force; empty if there was none
 * @param fresh later profiles that the causes of a FAIL were tested on once more; empty if they were not
 */
public record FrozenGate(
        String id,
        Look look,
        Selection selection,
        List<PastRun> past,
        Policy settings,
        Optional<InForce> policy,
        Provenance provenance,
        Optional<Selection> fresh) {

    /** A policy file, and where it came from. */
    public record InForce(PolicyFile file, AppliedPolicy.Source source) {}

    /** A gate that answers once. */
    public FrozenGate(
            String id,
            Look look,
            Selection selection,
            List<PastRun> past,
            Policy settings,
            Optional<InForce> policy,
            Provenance provenance) {
        this(id, look, selection, past, settings, policy, provenance, Optional.empty());
    }

    public FrozenGate {
        past = List.copyOf(past);
    }

    /** The verdict, as often as one asks. */
    public Evaluation.Answer answer() {
        return new Evaluation(effective(), fresh).answer(selection, look, past, id, provenance);
    }

    /** The same question, asked by another policy. */
    public FrozenGate under(PolicyFile file) {
        InForce other = new InForce(file, AppliedPolicy.Source.QUESTION);
        return new FrozenGate(id, look, selection, past, settings, Optional.of(other), provenance, fresh);
    }

    /** The same gate, its suspects tested on later profiles. */
    FrozenGate confirmedOn(Selection later) {
        return new FrozenGate(id, look, selection, past, settings, policy, provenance, Optional.of(later));
    }

    private Policy effective() {
        return policy.map(one -> settings.under(one.file, one.source, selection.service(), selection.type(), day()))
                .orElse(settings);
    }

    /** The day of the question: acknowledgements end by it, today and whenever it is asked again. */
    private LocalDate day() {
        return LocalDate.ofInstant(Instant.parse(provenance.createdAt()), ZoneOffset.UTC);
    }
}
