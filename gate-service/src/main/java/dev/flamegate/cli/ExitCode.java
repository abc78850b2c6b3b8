package dev.flamegate.cli;

import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;

/** What every command ends with. Pipelines rely on these numbers. */
public final class ExitCode {
    public static final int PASS = 0;
    public static final int REGRESSION = 1;
    public static final int INCONCLUSIVE = 2;
    public static final int USAGE = 3;
    public static final int FAILURE = 4;

    private ExitCode() {}

    /** What the pipeline should make of a report: its policy may let a verdict through. */
    public static int of(GateReport report) {
        if (report.policy().conclusion() != Conclusion.FAILURE) {
            return PASS;
        }
        return switch (report.verdict()) {
            case PASS -> PASS;
            case FAIL -> REGRESSION;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
