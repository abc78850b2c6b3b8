package dev.flamegate.reports;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Words for parts of the document, the same on every surface. */
final class Sections {
    private static final int DATE_CHARS = "2026-11-20 ".length();

    private Sections() {}

    static String word(Check.State state) {
        return switch (state) {
            case OK -> "ok";
            case WARNING -> "warning";
            case FAILED -> "failed";
        };
    }

    static String word(Change change) {
        return switch (mark(change)) {
            case NEUTRAL -> "not significant";
            case GREW -> "grew";
            case SHRANK -> "shrank";
            case NEW -> "new";
            case VANISHED -> "vanished";
            case MOVED -> "moved";
        };
    }

    static DiffTree.Mark mark(Change change) {
        if (change instanceof Change.Grew) {
            return DiffTree.Mark.GREW;
        } else if (change instanceof Change.Shrank) {
            return DiffTree.Mark.SHRANK;
        } else if (change instanceof Change.Appeared) {
            return DiffTree.Mark.NEW;
        } else if (change instanceof Change.Vanished) {
            return DiffTree.Mark.VANISHED;
        } else if (change instanceof Change.Moved) {
            return DiffTree.Mark.MOVED;
        }
        return DiffTree.Mark.NEUTRAL;
    }

    /** A sentence that another may follow. */
    static String ended(String sentence) {
        return sentence.matches("(?s).*[.!?]\\s*") ? sentence : sentence + ".";
    }

    static String size(Side side) {
        Double requests = side.requests();
        return Words.counted(side.pods().size(), "pod") + ", " + Words.counted(side.windows(), "profile") + ", "
                + Words.count(side.samples()) + " samples"
                + (requests == null ? "" : ", " + Words.count(requests) + " requests") + span(side, ", ");
    }

    /** From the first profile to the last, empty if the profiles do not say. */
    static String span(Side side, String before) {
        Long first = side.firstNanos();
        Long last = side.lastNanos();
        if (first == null || last == null) {
            return "";
        }
        String from = Words.time(first);
        String to = Words.time(last);
        boolean sameDay = from.substring(0, DATE_CHARS).equals(to.substring(0, DATE_CHARS));
        return before + from + " to " + (sameDay ? to.substring(DATE_CHARS) : to) + " UTC";
    }

    static String place(Place place) {
        return Plain.line(Objects.requireNonNullElse(place.path(), place.file()))
                + (place.line() == 0 ? "" : ":" + place.line());
    }

    /** Cost that is elsewhere now, a sentence for each function that has it, with the largest part of where it was. */
    static List<String> moved(GateReport report) {
        return report.rows().stream()
                .filter(row -> row.measure() == Measure.SELF && row.change() instanceof Change.Moved)
                .map(row -> moved(row, (Change.Moved) row.change()))
                .toList();
    }

    private static String moved(Row row, Change.Moved change) {
        String counterpart = "`" + ShortName.inSentence(change.counterpart()) + "`";
        return "`" + ShortName.inSentence(row.function()) + "` " + Words.signedPoints(change.points()) + ": "
                + (change.points() > 0 ? "cost that was in " : "now in ") + counterpart;
    }

    static String callers(GateReport report, Finding finding) {
        return finding.callers().stream()
                .map(row -> ShortName.of(report.rows().get(row).function()))
                .collect(Collectors.joining(", "));
    }
}
