package dev.flamegate.gate;

import dev.flamegate.gate.policy.Ownership;
import dev.flamegate.gate.policy.PolicyDocument;
import dev.flamegate.gate.policy.TypeRule;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Setting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy file in words, before anything is judged by it. */
public final class PolicyWords {
    private PolicyWords() {}

    /** What it asks of every profile type, on top of the default settings. */
    public static List<Setting> of(PolicyDocument document) {
        List<Setting> lines = new ArrayList<>();
        lines.add(new Setting("informational", String.valueOf(document.informational())));
        lines.addAll(PolicyLines.differing(all(document)));
        for (TypeRule type : document.types()) {
            lines.add(new Setting("type " + type.type(), PolicyLines.said(type.thresholds())));
        }
        for (Ownership owned : document.owners()) {
            lines.add(new Setting("owners of " + owned.pattern().text(), String.join(", ", owned.owners())));
        }
        return List.copyOf(lines);
    }

    /** No type is called nothing, so what is for single types stays out; functions' rules are shown with all. */
    private static Policy all(PolicyDocument document) {
        Policy usual = Policy.withDefaults();
        Policy sized = usual.under(document.thresholds(), document.alpha());
        Rules rules = new Rules(
                AppliedPolicy.Source.QUESTION,
                "policy",
                Optional.empty(),
                document,
                document.functions(),
                List.of(),
                LocalDate.EPOCH,
                SelfRecord.NONE);
        return sized.with(rules);
    }
}
