package dev.flamegate.gate;

import dev.flamegate.gate.policy.Meaning;
import dev.flamegate.gate.policy.NamePattern;
import dev.flamegate.gate.policy.PolicyDocument;
import dev.flamegate.gate.policy.Sizes;
import dev.flamegate.gate.policy.Thresholds;
import dev.flamegate.reports.Setting;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.ShareSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a policy asks otherwise than the defaults do, in words. */
final class PolicyLines {
    private PolicyLines() {}

    static List<Setting> differing(Policy policy) {
        List<Setting> lines = new ArrayList<>();
        ShareSettings own = policy.shares();
        ShareSettings usual = ShareSettings.withDefaults();
        GrowthLimits cost = policy.requestCost();
        if (own.alpha() != usual.alpha()) {
            lines.add(new Setting("error rate", percent(own.alpha())));
        }
        if (own.materialShare() != usual.materialShare() || own.materialRelative() != usual.materialRelative()) {
            lines.add(new Setting("fails from", size(own.materialShare(), own.materialRelative())));
        }
        if (own.mustDetectShare() != usual.mustDetectShare()
                || own.mustDetectRelative() != usual.mustDetectRelative()) {
            lines.add(new Setting("PASS rules out", size(own.mustDetectShare(), own.mustDetectRelative())));
        }
        if (!cost.equals(GrowthLimits.withDefaults())) {
            lines.add(new Setting(
                    "cost of a request",
                    "fails from " + percent(cost.material()) + ", PASS rules out " + percent(cost.mustDetect())));
        }
        lines.addAll(ofRules(policy.rules()));
        return List.copyOf(lines);
    }

    private static List<Setting> ofRules(Rules rules) {
        PolicyDocument document = rules.document();
        List<Setting> lines = new ArrayList<>();
        rules.functions().forEach(rule -> lines.add(new Setting(rule.pattern().text(), said(rule.thresholds()))));
        if (!document.ignore().isEmpty()) {
            lines.add(new Setting(
                    "ignored, whatever they do",
                    document.ignore().stream().map(NamePattern::text).collect(Collectors.joining(", "))));
        }
        if (!document.requireBaseline()) {
            lines.add(new Setting("require_baseline", "false"));
        }
        if (document.confirm()) {
            lines.add(new Setting("confirm", "true"));
        }
        if (document.inconclusive() != Meaning.FAIL) {
            lines.add(new Setting("inconclusive", document.inconclusive().word()));
        }
        if (document.errors() != Meaning.FAIL) {
            lines.add(new Setting("errors", document.errors().word()));
        }
        return lines;
    }

    static String said(Thresholds thresholds) {
        List<String> parts = new ArrayList<>();
        said(thresholds.threshold(), "fails from ", parts);
        said(thresholds.mustDetect(), "PASS rules out ", parts);
        return String.join("; ", parts);
    }

    private static void said(Sizes sizes, String what, List<String> parts) {
        List<String> words = new ArrayList<>();
        Double points = sizes.points();
        Double percent = sizes.percent();
        Double cost = sizes.requestCost();
        if (points != null) {
            words.add(MethodLines.trim(points) + " points");
        }
        if (percent != null) {
            words.add(MethodLines.trim(percent) + " %");
        }
        if (cost != null) {
            words.add(MethodLines.trim(cost) + " % of the cost of a request");
        }
        if (!words.isEmpty()) {
            parts.add(what + String.join(" and ", words));
        }
    }

    private static String size(double share, double relative) {
        return MethodLines.trim(100 * share) + " points and " + percent(relative) + " of the function";
    }

    private static String percent(double fraction) {
        return MethodLines.trim(100 * fraction) + " %";
    }
}
