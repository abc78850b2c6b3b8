package dev.flamegate.reports;

/** Terminal colours, or none. */
final class Ink {
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String BLUE = "34";
    private static final String VIOLET = "35";

    private final boolean colour;

    Ink(boolean colour) {
        this.colour = colour;
    }

    String verdict(Verdict verdict, String text) {
        return switch (verdict) {
            case PASS -> paint("1;" + GREEN, text);
            case FAIL -> paint("1;" + RED, text);
            case INCONCLUSIVE -> paint("1;" + YELLOW, text);
        };
    }

    String check(Check.State state, String text) {
        return switch (state) {
            case OK -> paint(GREEN, text);
            case WARNING -> paint(YELLOW, text);
            case FAILED -> paint(RED, text);
        };
    }

    String mark(DiffTree.Mark mark, String text) {
        return switch (mark) {
            case NEUTRAL -> text;
            case GREW, NEW -> paint(RED, text);
            case SHRANK, VANISHED -> paint(BLUE, text);
            case MOVED -> paint(VIOLET, text);
        };
    }

    String change(Change change, String text) {
        return mark(Sections.mark(change), text);
    }

    String muted(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    /** Columns that a text takes, colours left out. */
    static int width(String text) {
        return Columns.length(text.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
