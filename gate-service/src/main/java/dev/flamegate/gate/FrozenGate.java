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
import java.util.stream.IntStream;

/**
 * Everything that a verdict is made from: equal inputs give equal reports, to the byte. Every gate of the service is answered from one of
 * these, so that nothing can be forgotten.
 *
 * @param parts one a profile type, in the order they were asked for; at least one
 * @param settings of the service, without a policy file
 * @param policy the file in force; empty if there was none
 */
public record FrozenGate(
        String id, Look look, List<Part> parts, Policy settings, Optional<InForce> policy, Provenance provenance) {

    /**
     * What is known of one profile type.
     *
     * @param selection as it was selected, before windows are left out
     * @param past runs that could be borrowed from
     * @param fresh later profiles that the causes of a FAIL were tested on once more; empty if they were not
     */
    public record Part(Selection selection, List<PastRun> past, Optional<Selection> fresh) {
        public Part {
            past = List.copyOf(past);
        }

        /** One that answers once. */
        public Part(Selection selection, List<PastRun> past) {
            this(selection, past, Optional.empty());
        }
    }

    /** A policy file, and where it came from. */
    public record InForce(PolicyFile file, AppliedPolicy.Source source) {}

    public FrozenGate {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("gate " + id + " is about no profile type");
        }
    }

    /** A gate about one profile type. */
    public FrozenGate(
            String id,
            Look look,
            Selection selection,
            List<PastRun> past,
            Policy settings,
            Optional<InForce> policy,
            Provenance provenance) {
        this(id, look, List.of(new Part(selection, past)), settings, policy, provenance);
    }

    /** Of the profile type that was asked for first. */
    public Selection selection() {
        return parts.get(0).selection;
    }

    /** The verdict, as often as one asks. */
    public TypeFamily.Answer answer() {
        return new TypeFamily(this).answer();
    }

    /** The same question, asked by another policy. */
    public FrozenGate under(PolicyFile file) {
        InForce other = new InForce(file, AppliedPolicy.Source.QUESTION);
        return new FrozenGate(id, look, parts, settings, Optional.of(other), provenance);
    }

    /**
     * The same gate, its suspects tested on later profiles.
     *
     * @param later one selection a part
     */
    FrozenGate confirmedOn(List<Selection> later) {
        List<Part> confirmed = IntStream.range(0, parts.size())
                .mapToObj(i -> new Part(parts.get(i).selection, parts.get(i).past, Optional.of(later.get(i))))
                .toList();
        return new FrozenGate(id, look, confirmed, settings, policy, provenance);
    }

    /** What is asked of one profile type. */
    Policy effective(Selection selection) {
        return policy.map(one -> settings.under(one.file, one.source, selection.service(), selection.type(), day()))
                .orElse(settings);
    }

    /** The day of the question: acknowledgements end by it, today and whenever it is asked again. */
    private LocalDate day() {
        return LocalDate.ofInstant(Instant.parse(provenance.createdAt()), ZoneOffset.UTC);
    }
}
