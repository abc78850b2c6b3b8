package dev.flamegate.jenkins;

/**
 * A gate that was answered.
 *
 * @param letsThrough whether the policy lets the build go on whatever the verdict is
 * @param headline one sentence
 * @param page address of the report
 * @param path of the gate in the service's API; the renderings of its report lie below
 */
record Outcome(String id, Verdict verdict, boolean letsThrough, String headline, String page, String path) {
    /** What follows from the verdict; nothing if the policy lets it through. */
    Consequence consequence(Consequence onFail, Consequence onInconclusive) {
        if (letsThrough || verdict == Verdict.PASS) {
            return Consequence.NOTHING;
        }
        return verdict == Verdict.FAIL ? onFail : onInconclusive;
    }
}
