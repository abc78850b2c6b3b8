package dev.flamegate.jenkins;

import java.util.Map;

/**
 * A gate that was answered.
 *
 * @param letsThrough whether the policy lets the build go on whatever the verdict is
 * @param headline one sentence
 * @param page address of the report
 * @param renderings what else the service has of it: name and path
 */
record Outcome(
        String id, Verdict verdict, boolean letsThrough, String headline, String page, Map<String, String> renderings) {
    Outcome {
        renderings = Map.copyOf(renderings);
    }

    /** What follows from the verdict; nothing if the policy lets it through. */
    Consequence consequence(Consequence onFail, Consequence onInconclusive) {
        if (letsThrough || verdict == Verdict.PASS) {
            return Consequence.NOTHING;
        }
        return verdict == Verdict.FAIL ? onFail : onInconclusive;
    }
}
