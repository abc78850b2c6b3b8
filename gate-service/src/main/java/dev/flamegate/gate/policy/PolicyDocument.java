package dev.flamegate.gate.policy;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file says, and nothing that it does not say.
 *
 * @param confirm whether a follow tests what a look finds once more, on fresh data, before it fails
 * @param alpha null if not said
 * @param types the first that the profile type is called by holds
 * @param functions the first that matches holds
 * @param owners the first that matches holds
 * @param source where the functions' source is
 */
public record PolicyDocument(
        boolean informational,
        boolean requireBaseline,
        boolean confirm,
        Meaning inconclusive,
        Meaning errors,
        @Nullable Double alpha,
        Thresholds thresholds,
        List<TypeRule> types,
        List<FunctionRule> functions,
        List<NamePattern> ignore,
        List<Ownership> owners,
        List<Acknowledgement> acknowledgements,
        SourceTree source) {

    /** What holds where no file is: nothing is waived. */
    public static final PolicyDocument EMPTY = new PolicyDocument(
            false,
            true,
            false,
            Meaning.FAIL,
            Meaning.FAIL,
            null,
            Thresholds.UNSAID,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            SourceTree.UNSAID);

    public PolicyDocument {
        types = List.copyOf(types);
        functions = List.copyOf(functions);
        ignore = List.copyOf(ignore);
        owners = List.copyOf(owners);
        acknowledgements = List.copyOf(acknowledgements);
    }

    /** The thresholds of one profile type: what is said of it, and else what is said of all. */
    public Thresholds thresholdsOf(Predicate<String> isCalled) {
        return types.stream()
                .filter(rule -> isCalled.test(rule.type()))
                .findFirst()
                .map(rule -> rule.thresholds().over(thresholds))
                .orElse(thresholds);
    }
}
