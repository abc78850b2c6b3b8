package dev.flamegate.reports;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report as a check of a commit. Which commit, and when, whoever posts it knows.
 *
 * @param name stable for a service, since required checks match by it
 * @param id of the gate
 * @param address of the page, null if it is not served
 * @param conclusion GitHub's word: {@code success}, {@code failure}, {@code neutral}, or {@code action_required} for a gate that could
 *     not decide and must not be passed by
 * @param title the verdict in few words
 * @param summary Markdown: the comment without its markers
 * @param text Markdown: every row that was tested, and the flame graph as text
 */
public record CheckRun(
        String name,
        String id,
        @Nullable String address,
        String conclusion,
        String title,
        String summary,
        String text,
        List<Annotation> annotations) {

    /** GitHub takes 65,535 of summary and text each, and does not say of what. */
    static final int CHARS_MAX = 65_000;

    static final int TITLE_CHARS_MAX = 120;
    private static final int NAME_CHARS_MAX = 100;

    public CheckRun {
        annotations = List.copyOf(annotations);
    }

    public static CheckRun of(GateReport report, Links links) {
        return new CheckRun(
                "Flamegate / " + Plain.line(report.subject().service(), NAME_CHARS_MAX),
                report.id(),
                links.report(),
                conclusion(report),
                Headline.brief(report, TITLE_CHARS_MAX),
                ReportMarkdown.checkSummary(report, links, CHARS_MAX),
                ReportMarkdown.checkText(report, CHARS_MAX),
                Annotation.of(report));
    }

    private static String conclusion(GateReport report) {
        Conclusion conclusion = report.policy().conclusion();
        boolean undecided = conclusion == Conclusion.FAILURE && report.verdict() == Verdict.INCONCLUSIVE;
        return undecided ? "action_required" : conclusion.name().toLowerCase(Locale.ROOT);
    }
}
