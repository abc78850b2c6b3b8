package dev.flamegate.reports;

import java.util.List;

/**
 * The differential flame graph as a static picture, {@value #WIDTH} px wide, for places that show images and nothing else. Light by its
 * attributes, dark by its style where the reader prefers that; no script, no reference outside.
 */
public final class FlameGraphSvg {
    static final int WIDTH = 880;
    private static final int MARGIN = 8;
    private static final int INNER = WIDTH - 2 * MARGIN;
    private static final int LINE = 18;
    private static final int HEADLINE_CHARS = 112;
    private static final int FINDINGS_MAX = 5;
    private static final Palette LIGHT = Palette.LIGHT;
    private static final String SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    private final GateReport report;
    private final Shares shares;
    private final Markup out = new Markup();
    private int y = MARGIN;

    private FlameGraphSvg(GateReport report) {
        this.report = report;
        this.shares = new Shares(report.tree());
    }

    public static String svg(GateReport report) {
        return new FlameGraphSvg(report).draw();
    }

    private String draw() {
        headline();
        findings();
        FlameLayout.Levels levels = FlameLayout.of(report.findings(), shares, 1.0 / INNER);
        y += MARGIN / 2;
        out.raw(new FlameBoxes(report.findings(), shares, MARGIN, y, INNER).draw(levels.levels()));
        y += levels.levels().size() * FlameBoxes.LEVEL + MARGIN / 2;
        if (levels.levelsCut() > 0) {
            muted(Words.counted(levels.levelsCut(), "level") + " more, see the full report");
        }
        out.open("g", "transform", "translate(" + MARGIN + " " + y + ")", "font-family", SANS, "font-size", 11);
        out.raw(Legend.elements()).close("g");
        y += Legend.HEIGHT + MARGIN / 2;
        return frame();
    }

    private void headline() {
        for (String line : Columns.wrap(Headline.of(report).replace("`", ""), HEADLINE_CHARS)) {
            y += LINE;
            String verdict = report.verdict() + ":";
            boolean first = line.startsWith(verdict);
            out.open(
                    "text",
                    "x",
                    MARGIN,
                    "y",
                    y - 4,
                    "class",
                    "text",
                    "fill",
                    LIGHT.text,
                    "font-family",
                    SANS,
                    "font-size",
                    14);
            if (first) {
                out.text("tspan", verdict, "class", "verdict", "fill", verdictColour(false), "font-weight", 700);
            }
            out.raw(Markup.escaped(first ? line.substring(verdict.length()) : line))
                    .close("text");
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
            out.raw(FlameBoxes.badge(i + 1, MARGIN + 7, y - 9.0));
            out.open("text", "x", MARGIN + 20, "y", y - 5, "class", "text", "fill", LIGHT.text, "font-size", 12);
            out.text("tspan", Plain.middle(ShortName.of(row.function()), 70), "font-family", MONO);
            out.text("tspan", numbers, "dx", 10, "font-family", SANS).close("text");
        }
        if (findings.size() > FINDINGS_MAX) {
            muted(Words.counted(findings.size() - FINDINGS_MAX, "finding") + " more, see the full report");
        }
    }

    private void muted(String text) {
        y += LINE;
        out.text(
                "text",
                text,
                "x",
                MARGIN,
                "y",
                y - 5,
                "class",
                "muted",
                "fill",
                LIGHT.muted,
                "font-family",
                SANS,
                "font-size",
                11);
    }

    private String frame() {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                WIDTH,
                "height",
                y,
                "viewBox",
                "0 0 " + WIDTH + " " + y,
                "role",
                "img",
                "aria-labelledby",
                "title description");
        svg.text("title", Headline.of(report).replace("`", ""), "id", "title");
        svg.text("desc", description(), "id", "description");
        svg.open("style").raw(darkRules()).close("style");
        svg.raw(Legend.hatch());
        svg.empty("rect", "width", WIDTH, "height", y, "class", "background", "fill", LIGHT.background);
        return svg.raw(out.toString()).close("svg").raw("\n").toString();
    }

    private String description() {
        return "Differential flame graph, root on top. A frame is as wide as the mean of its shares before and after."
                + " Grey is not significant, vermilion grew, blue shrank, stronger means more points; new frames have an"
                + " outline, vanished ones are hatched, moved ones have a violet outline. Labels give the points.";
    }

    private String darkRules() {
        Palette dark = Palette.DARK;
        return "@media (prefers-color-scheme: dark){.background{fill:" + dark.background + "}.text{fill:" + dark.text
                + "}.muted{fill:" + dark.muted + "}.verdict{fill:" + verdictColour(true) + "}.edge-new{stroke:"
                + dark.fill("g" + (Palette.STEPS - 1)) + "}.edge-moved{stroke:" + dark.moved + "}.stripe{stroke:"
                + dark.background + "}.badge{fill:" + dark.text + "}.number{fill:" + dark.background + "}"
                + dark.rules() + "}";
    }

    private String verdictColour(boolean dark) {
        return switch (report.verdict()) {
            case PASS -> dark ? "#3fb950" : "#1a7f37";
            case FAIL -> dark ? "#f85149" : "#cf222e";
            case INCONCLUSIVE -> dark ? "#d29922" : "#9a6700";
        };
    }
}
