package dev.flamegate.reports;

/** What a pipeline should make of a verdict. The policy says it; the verdict's own word stays what it is. */
public enum Conclusion {
    SUCCESS,
    NEUTRAL,
    FAILURE;

    /** What holds where no policy says otherwise. */
    public static Conclusion of(Verdict verdict) {
        return verdict == Verdict.PASS ? SUCCESS : FAILURE;
    }
}
