package dev.flamegate.gate;

import dev.flamegate.reports.Look;
import dev.flamegate.reports.Setting;
import dev.flamegate.stats.DesignEffect;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.ShareSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings that a result was reached with, in words. */
final class MethodLines {
    private MethodLines() {}

    /** Of a comparison: with the entry points it was standardised by. */
    static List<Setting> of(Policy policy, Look look, Comparison comparison) {
        EntryPoints entries = comparison.entries();
        String found = entries.names().isEmpty()
                ? "none told apart: shares are compared as they are"
                : String.join(", ", entries.names()) + ": their mix is held constant";
        List<Setting> lines = new ArrayList<>(of(policy, look));
        if (!comparison.pastGates().isEmpty()) {
            lines.add(
                    2,
                    new Setting(
                            "past runs",
                            "spread between pods borrowed from " + String.join(", ", comparison.pastGates())));
        }
        lines.add(1, new Setting("entry points", found + " (" + policy.entryPoints() + ")"));
        lines.add(
                1,
                new Setting(
                        "effective pods",
                        String.format(
                                Locale.ROOT,
                                "%.1f baseline, %.1f candidate, as uneven as their loads are; typical design effect %.1f: so many "
                                        + "samples say what one independent sample would",
                                comparison.effectivePods(false),
                                comparison.effectivePods(true),
                                typicalDesignEffect(comparison))));
        return List.copyOf(lines);
    }

    /** The median over the tested rows. */
    private static double typicalDesignEffect(Comparison comparison) {
        double[] factors = comparison.designEffects().stream()
                .mapToDouble(DesignEffect::factor)
                .sorted()
                .toArray();
        return factors[factors.length / 2];
    }

    static List<Setting> of(Policy policy, Look look) {
        ShareSettings s = policy.shares();
        List<Setting> lines = new ArrayList<>(planned(policy));
        if (look.planned() > 1) {
            ShareSettings part = policy.at(look).shares();
            lines.add(
                    3,
                    new Setting(
                            "look",
                            look + ": may spend " + percent(part.alpha() * s.rowAlphaFraction())
                                    + " of it, and passes at " + percent(part.passError())));
        }
        return List.copyOf(lines);
    }

    private static List<Setting> planned(Policy policy) {
        ShareSettings s = policy.shares();
        GrowthLimits cost = policy.requestCost();
        return List.of(
                new Setting(
                        "replicate", "the pod, its windows summed; named by the first of " + policy.replicateLabels()),
                new Setting("test", "moderated t of the share of samples, one-sided, on pods (limma with trend)"),
                new Setting(
                        "error rate", percent(s.alpha() * s.rowAlphaFraction()) + " for all rows together, after Holm"),
                new Setting("FAIL", "significant, and at least " + size(s.materialShare(), s.materialRelative())),
                new Setting(
                        "PASS",
                        "no row can have grown by " + size(s.mustDetectShare(), s.mustDetectRelative()) + " (one-sided "
                                + percent(1 - s.passError()) + " bound)"),
                new Setting(
                        "cost per request",
                        "if every pod says its requests: t of the logarithm of the cost of a request, pods of one time with each other; "
                                + "FAIL from " + percent(cost.material()) + " at an error rate of "
                                + percent(s.alpha() * (1 - s.rowAlphaFraction())) + ", PASS rules out "
                                + percent(cost.mustDetect())),
                new Setting(
                        "least data",
                        s.replicatesMin() + " pods a side, " + Math.round(s.samplesMin()) + " samples a pod"));
    }

    private static String size(double share, double relative) {
        return String.format(
                Locale.ROOT,
                "%s points and %s of the baseline, the larger of the two",
                trim(100 * share),
                percent(relative));
    }

    private static String percent(double fraction) {
        return trim(100 * fraction) + " %";
    }

    static String trim(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
