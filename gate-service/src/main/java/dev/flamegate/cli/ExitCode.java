package dev.flamegate.cli;

import dev.flamegate.reports.Verdict;

/** What every command ends with. Pipelines rely on these numbers. */
public final class ExitCode {
    public static final int PASS = 0;
    public static final int REGRESSION = 1;
    public static final int INCONCLUSIVE = 2;
    public static final int USAGE = 3;
    public static final int FAILURE = 4;

    private ExitCode() {}

    public static int of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> REGRESSION;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
