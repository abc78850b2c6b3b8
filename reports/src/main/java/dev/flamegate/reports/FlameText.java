package dev.flamegate.reports;

import java.util.List;

/** The differential flame graph alone, as indented text: for a terminal, and for the {@code diff} blocks of Markdown. */
public final class FlameText {
    private static final int FRAMES_MAX = 200;
    private static final int NAME_WIDTH = 60;
    private static final int SHARES_WIDTH = 16;
    private static final int POINTS_WIDTH = 6;

    private FlameText() {}

    /** Within 100 columns; what is compared first, then the frames that are marked and the way to them. */
    public static String text(GateReport report, boolean colour) {
        Ink ink = new Ink(colour);
        StringBuilder out = new StringBuilder();
        out.append(ink.muted(title(report))).append('\n');
        List<FlameLines.Line> lines = FlameLines.of(report, FRAMES_MAX);
        for (FlameLines.Line line : lines) {
            out.append(ink.mark(line.mark(), columns("", line))).append('\n');
        }
        return lines.isEmpty() ? out.append("no frame changed significantly\n").toString() : out.toString();
    }

    /** The same with a sign before each line: {@code -} costs more than before, {@code +} costs less, as a reviewer sees red and green. */
    public static String diff(GateReport report) {
        StringBuilder out = new StringBuilder();
        out.append("  ").append(title(report)).append('\n');
        FlameLines.of(report, FRAMES_MAX)
                .forEach(line -> out.append(columns(sign(line), line)).append('\n'));
        return out.toString();
    }

    static String sign(FlameLines.Line line) {
        return switch (line.mark()) {
            case GREW, NEW -> "- ";
            case SHRANK, VANISHED -> "+ ";
            case NEUTRAL, MOVED -> "  ";
        };
    }

    private static String title(GateReport report) {
        Subject subject = report.subject();
        return "share of " + Words.cost(subject.profileType()) + ", baseline "
                + Plain.line(subject.baseline().name(), 24) + " → candidate "
                + Plain.line(subject.candidate().name(), 24) + ", change in points";
    }

    private static String columns(String sign, FlameLines.Line line) {
        String text = sign + Columns.left(line.name(), NAME_WIDTH) + Columns.right(line.shares(), SHARES_WIDTH) + " "
                + Columns.right(line.points(), POINTS_WIDTH) + " " + line.bar();
        return text.stripTrailing();
    }
}
