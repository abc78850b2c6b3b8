package dev.flamegate.reports;

import dev.flamegate.reports.Drawing.Span;
import dev.flamegate.reports.Drawing.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A report's flame graph as a {@link Drawing}: the verdict, what was compared, the findings, the frames, the legend. */
final class ReportDrawing {
    static final int WIDTH = 880;
    static final int MARGIN = 8;
    static final int INNER = WIDTH - 2 * MARGIN;
    static final int LINE = 18;

    private static final int HEADLINE_CHARS = 112;
    private static final int FINDINGS_MAX = 5;

    private final GateReport report;
    private final Drawing.Shapes shapes = new Drawing.Shapes();
    private int y = MARGIN;

    private ReportDrawing(GateReport report) {
        this.report = report;
    }

    static Drawing of(GateReport report) {
        return new ReportDrawing(report).draw();
    }

    private Drawing draw() {
        headline();
        findings();
        Shares shares = new Shares(report.tree());
        List<Set<Integer>> causes = report.findings().stream()
                .map(finding -> FunctionRows.of(report, finding))
                .toList();
        FlameLayout.Levels levels = FlameLayout.of(causes, shares, 1.0 / INNER);
        y += MARGIN / 2;
        FlameBoxes boxes = new FlameBoxes(shapes, shares, MARGIN, y, INNER);
        boxes.draw(levels.levels(), causes, MovedCost.of(report));
        y += levels.levels().size() * FlameBoxes.LEVEL + boxes.room() + MARGIN / 2;
        if (levels.levelsCut() > 0) {
            muted(Words.counted(levels.levelsCut(), "level") + " more, see the full report");
        }
        Legend.draw(shapes, MARGIN, y, true);
        y += Legend.HEIGHT + MARGIN / 2;
        return new Drawing(Headline.of(report).replace("`", ""), description(), WIDTH, y, shapes.list());
    }

    private void headline() {
        for (String line : Columns.wrap(Headline.of(report).replace("`", ""), HEADLINE_CHARS)) {
            y += LINE;
            String verdict = report.verdict() + ":";
            boolean first = line.startsWith(verdict);
            List<Span> spans = new ArrayList<>();
            if (first) {
                spans.add(new Span(verdict, Type.VERDICT, Palette.paint(report.verdict()), 0));
            }
            String rest = first ? line.substring(verdict.length()).strip() : line;
            spans.add(new Span(rest, Type.HEADLINE, "text", first ? 5 : 0));
            shapes.add(new Drawing.Line(MARGIN, y - 4, Drawing.Anchor.START, spans));
        }
        Subject subject = report.subject();
        muted("baseline = left, before: " + Plain.line(subject.baseline().name(), 30)
                + " · candidate = right, after: "
                + Plain.line(subject.candidate().name(), 30)
                + " · width: mean of both shares of " + Plain.line(Words.cost(subject.profileType()), 20));
    }

    private void findings() {
        List<Finding> findings = report.findings();
        for (int i = 0; i < Math.min(FINDINGS_MAX, findings.size()); i++) {
            Row row = report.rows().get(findings.get(i).row());
            Evidence evidence = row.evidence();
            String numbers = Words.percent(evidence.baselineShare()) + " → " + Words.percent(evidence.candidateShare())
                    + " " + row.measure().word() + ", "
                    + Words.signedPoints(row.change().points());
            y += LINE;
            FlameBoxes.badge(shapes, i + 1, MARGIN + 7, y - 9.0);
            String name = Plain.middle(ShortName.of(row.function()), 70);
            shapes.add(new Drawing.Line(
                    MARGIN + 20,
                    y - 5,
                    Drawing.Anchor.START,
                    List.of(
                            new Span(name, Type.FINDING_NAME, "text", 0),
                            new Span(numbers, Type.FINDING, "text", 10))));
        }
        if (findings.size() > FINDINGS_MAX) {
            muted(Words.counted(findings.size() - FINDINGS_MAX, "finding") + " more, see the full report");
        }
    }

    private void muted(String text) {
        y += LINE;
        shapes.text(MARGIN, y - 5, text, Type.NOTE, "muted");
    }

    private static String description() {
        return "Differential flame graph, root on top. A frame is as wide as the mean of its shares before and after."
                + " Grey is not significant, vermilion grew, blue shrank, stronger means more points; new frames have an"
                + " outline, vanished ones are hatched, moved ones have a violet outline and an arrow to where the cost"
                + " is now. Labels give the points.";
    }
}
