package dev.flamegate.reports;

import java.util.List;
import java.util.Optional;

/**
 * A finding beside the line of source that it is about. Only findings whose place in the repository is known have one.
 *
 * @param path in the repository
 * @param line 1 where the profile does not say it
 * @param title at most {@value #TITLE_CHARS_MAX} characters, plain text
 * @param message plain text, at most {@value #MESSAGE_CHARS_MAX} characters
 */
public record Annotation(String path, int line, String title, String message) {
    public static final int COUNT_MAX = 10;
    static final int TITLE_CHARS_MAX = 255;
    static final int MESSAGE_CHARS_MAX = 8_000;
    private static final int PATH_CHARS_MAX = 1_000;

    /** At most {@value #COUNT_MAX}, those of the profile type that decides first, worst first. */
    static List<Annotation> of(GateReport report) {
        return report.everyType().stream()
                .flatMap(type -> type.findings().stream().flatMap(finding -> of(type, finding).stream()))
                .limit(COUNT_MAX)
                .toList();
    }

    private static Optional<Annotation> of(GateReport report, Finding finding) {
        Place place = finding.place();
        String path = place == null ? null : place.path();
        if (place == null || path == null || path.length() > PATH_CHARS_MAX) {
            return Optional.empty();
        }
        return Optional.of(new Annotation(
                Plain.line(path),
                Math.max(1, place.line()),
                Plain.line(Headline.brief(report.rows().get(finding.row())), TITLE_CHARS_MAX),
                Plain.line(message(report, finding), MESSAGE_CHARS_MAX)));
    }

    /** The finding in plain sentences, as every surface has it that shows one finding alone. */
    static String message(GateReport report, Finding finding) {
        Row row = report.rows().get(finding.row());
        return Prose.plain(Sections.ended(Headline.of(row, report.subject())) + " "
                + Sections.ended(finding.explanation()) + " " + Sections.ended(finding.nextStep()));
    }
}
