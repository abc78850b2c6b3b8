package dev.flamegate.gate;

import dev.flamegate.gate.policy.Acknowledgement;
import dev.flamegate.gate.policy.FunctionRule;
import dev.flamegate.gate.policy.NamePattern;
import dev.flamegate.gate.policy.Ownership;
import dev.flamegate.gate.policy.PolicyDocument;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.AppliedPolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a policy file says beside the sizes that hold for all rows: of single functions, and of what the verdict means. For one service, one
 * profile type and the day of the question; what is for others is left out here.
 *
 * @param hash of the file; empty if there is none
 * @param functions those for this profile type
 * @param acknowledgements those for this service and profile type
 * @param record how the service's gate has done of late, which may make it informational
 */
record Rules(
        AppliedPolicy.Source source,
        String name,
        Optional<String> hash,
        PolicyDocument document,
        List<FunctionRule> functions,
        List<Acknowledgement> acknowledgements,
        LocalDate day,
        SelfRecord record) {

    static final Rules NONE = new Rules(
            AppliedPolicy.Source.SETTINGS,
            "settings",
            Optional.empty(),
            PolicyDocument.EMPTY,
            List.of(),
            List.of(),
            LocalDate.EPOCH,
            SelfRecord.NONE);

    Rules {
        functions = List.copyOf(functions);
        acknowledgements = List.copyOf(acknowledgements);
    }

    static Rules of(PolicyFile file, AppliedPolicy.Source source, String service, ProfileType type, LocalDate day) {
        PolicyDocument document = file.document();
        return new Rules(
                source,
                file.name(),
                Optional.of(file.hash()),
                document,
                document.functions().stream()
                        .filter(rule ->
                                rule.types().isEmpty() || rule.types().stream().anyMatch(type::isCalled))
                        .toList(),
                document.acknowledgements().stream()
                        .filter(one -> one.service().equals(service))
                        .filter(one -> isFor(one, type))
                        .toList(),
                day,
                SelfRecord.NONE);
    }

    private static boolean isFor(Acknowledgement acknowledgement, ProfileType type) {
        String wanted = acknowledgement.type();
        return wanted == null || type.isCalled(wanted);
    }

    Rules recorded(SelfRecord other) {
        return new Rules(source, name, hash, document, functions, acknowledgements, day, other);
    }

    boolean isInformational() {
        return document.informational() || record.failsTooOften();
    }

    /** The first rule that a function's canonical name matches. */
    Optional<FunctionRule> of(String function) {
        return functions.stream()
                .filter(rule -> rule.pattern().matches(function))
                .findFirst();
    }

    boolean ignores(String function) {
        return document.ignore().stream().anyMatch(pattern -> pattern.matches(function));
    }

    List<String> owners(String function) {
        return document.owners().stream()
                .filter(one -> one.pattern().matches(function))
                .findFirst()
                .map(Ownership::owners)
                .orElse(List.of());
    }

    /** Acknowledgements that name a function, whatever they cover. */
    List<Acknowledgement> acknowledged(String function) {
        return acknowledgements.stream()
                .filter(one -> one.function() != null && NamePattern.sameName(one.function(), function))
                .toList();
    }

    List<Acknowledgement> acknowledgedCosts() {
        return acknowledgements.stream().filter(one -> one.function() == null).toList();
    }
}
