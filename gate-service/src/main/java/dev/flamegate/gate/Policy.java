package dev.flamegate.gate;

import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.gate.policy.FunctionRule;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.gate.policy.Sizes;
import dev.flamegate.gate.policy.Thresholds;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Look;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.RowOutcome;
import dev.flamegate.stats.SequentialSpending;
import dev.flamegate.stats.ShareSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a team asks of the gate.
 *
 * @param shares sizes and error rates of the test of shares
 * @param requestCost sizes of a growth of the cost of a request
 * @param replicateLabels the first of these labels that a profile has names its pod
 * @param entryPoints how the functions that requests enter by are found
 * @param comparability how alike two sides must be
 * @param rules what a policy file says of single functions, and of what the verdict means
 */
public record Policy(
        ShareSettings shares,
        GrowthLimits requestCost,
        List<String> replicateLabels,
        EntryPointRule entryPoints,
        ComparabilityRules comparability,
        Rules rules) {

    public Policy {
        replicateLabels = List.copyOf(replicateLabels);
        if (replicateLabels.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one label that names the pod");
        }
    }

    /** The settings of a service, without a policy file. */
    public Policy(
            ShareSettings shares,
            GrowthLimits requestCost,
            List<String> replicateLabels,
            EntryPointRule entryPoints,
            ComparabilityRules comparability) {
        this(shares, requestCost, replicateLabels, entryPoints, comparability, Rules.NONE);
    }

    /** What is asked of one of several planned looks: it may spend its part of the error rate only. */
    Policy at(Look look) {
        ShareSettings part = SequentialSpending.equallySpaced(look.planned()).settingsAt(look.number() - 1, shares);
        return new Policy(part, requestCost, replicateLabels, entryPoints, comparability, rules);
    }

    /**
     * What is asked of one of several profile types: it may spend its part of the error rate only.
     *
     * @param rows part of the rows' part of the error rate, above 0 and at most 1
     * @param types how many share the part of the cost of a request
     */
    Policy sharing(double rows, int types) {
        ShareSettings part = shares.sharing(rows, 1.0 / types);
        return new Policy(part, requestCost, replicateLabels, entryPoints, comparability, rules);
    }

    /**
     * These settings where the file says nothing, and the file where it does.
     *
     * @param source where the file came from
     * @param day of the question, in UTC: acknowledgements end by it
     */
    public Policy under(PolicyFile file, AppliedPolicy.Source source, String service, ProfileType type, LocalDate day) {
        return under(
                        file.document().thresholdsOf(type::isCalled),
                        file.document().alpha())
                .with(Rules.of(file, source, service, type, day).recorded(record()));
    }

    /** The same by a gate with this record. */
    public Policy recorded(SelfRecord record) {
        return with(rules.recorded(record));
    }

    /** How the service's gate has done of late. */
    public SelfRecord record() {
        return rules.record();
    }

    Policy with(ShareSettings other) {
        return new Policy(other, requestCost, replicateLabels, entryPoints, comparability, rules);
    }

    Policy with(Rules others) {
        return new Policy(shares, requestCost, replicateLabels, entryPoints, comparability, others);
    }

    Policy under(Thresholds said, @Nullable Double alpha) {
        return new Policy(
                with(shares, said, alpha == null ? shares.alpha() : alpha),
                new GrowthLimits(
                        fraction(said.threshold().requestCost(), requestCost.material()),
                        fraction(said.mustDetect().requestCost(), requestCost.mustDetect())),
                replicateLabels,
                entryPoints,
                comparability,
                rules);
    }

    private static ShareSettings with(ShareSettings settings, Thresholds said, double alpha) {
        Sizes material = said.threshold();
        Sizes mustDetect = said.mustDetect();
        return new ShareSettings(
                alpha,
                settings.rowAlphaFraction(),
                fraction(material.points(), settings.materialShare()),
                fraction(material.percent(), settings.materialRelative()),
                fraction(mustDetect.points(), settings.mustDetectShare()),
                fraction(mustDetect.percent(), settings.mustDetectRelative()),
                settings.passError(),
                settings.replicatesMin(),
                settings.samplesMin(),
                settings.priorCap(),
                settings.power());
    }

    private static double fraction(@Nullable Double percent, double otherwise) {
        return percent == null ? otherwise : percent / 100;
    }

    /** The settings of one function: where its rule says nothing, those of all. */
    private ShareSettings of(FunctionRule rule) {
        return with(shares, rule.thresholds(), shares.alpha());
    }

    /** What of a function has to be tested at all: no growth that matters may hide in a function that is too small to be looked at. */
    double smallestSize(String function) {
        return rules.of(function)
                .map(this::of)
                .map(own -> Math.min(own.materialShare(), own.mustDetectShare()))
                .orElse(shares.materialShare());
    }

    /** The outcome of a function's row, judged by the sizes of its own rule if it has one. */
    RowOutcome sized(RowOutcome row, String function) {
        Optional<ShareSettings> own = rules.of(function).map(this::of);
        return own.map(sizes -> row.withSizes(
                        Math.max(sizes.materialShare(), sizes.materialRelative() * row.baselineShare()),
                        Math.max(sizes.mustDetectShare(), sizes.mustDetectRelative() * row.baselineShare())))
                .orElse(row);
    }

    public static Policy withDefaults() {
        return new Policy(
                ShareSettings.withDefaults(),
                GrowthLimits.withDefaults(),
                List.of("pod", "instance", "hostname", "host", "run", "__session_id__"),
                EntryPointRule.parse("auto"),
                ComparabilityRules.withDefaults());
    }
}
