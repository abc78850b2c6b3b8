package dev.flamegate.reports;

import java.util.List;

/**
 * The evidence of one row as a picture: each pod's share as a dot, baseline above candidate on one axis; the 95 % interval of the change,
 * laid off from the baseline's mean; and a dashed line from which on a growth matters.
 */
final class DotPlot {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 104;
    private static final int LEFT = 84;
    private static final int RIGHT = 28;
    private static final int BASELINE_Y = 28;
    private static final int CANDIDATE_Y = 50;
    private static final int INTERVAL_Y = 68;
    private static final int AXIS_Y = 82;
    private static final double[] STEPS = {1, 2, 5, 10};

    private final Evidence evidence;
    private final double low;
    private final double high;

    private DotPlot(Evidence evidence) {
        this.evidence = evidence;
        double least = Math.min(evidence.baselineShare(), evidence.candidateShare());
        double most = Math.max(
                evidence.baselineShare() + Math.max(evidence.materialSize(), evidence.intervalHigh()),
                evidence.candidateShare());
        for (List<Double> pods : List.of(evidence.baselinePods(), evidence.candidatePods())) {
            for (double share : pods) {
                least = Math.min(least, share);
                most = Math.max(most, share);
            }
        }
        least = Math.min(least, Math.max(0, evidence.baselineShare() + evidence.intervalLow()));
        double pad = Math.max((most - least) * 0.06, 0.0001);
        this.low = Math.max(0, least - pad);
        this.high = most + pad;
    }

    static String svg(Row row) {
        return new DotPlot(row.evidence()).draw(Sections.word(row.change()).replace(' ', '-'));
    }

    private String draw(String changeClass) {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "class",
                "plot",
                "width",
                WIDTH,
                "height",
                HEIGHT,
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img");
        svg.text("title", title());
        axis(svg);
        double threshold = x(evidence.baselineShare() + evidence.materialSize());
        svg.empty("path", "class", "threshold", "d", "M" + n(threshold) + " 4V" + AXIS_Y);
        svg.text(
                "text",
                "matters from here on",
                "x",
                threshold + (threshold > WIDTH - 160 ? -4 : 4),
                "y",
                12,
                "text-anchor",
                threshold > WIDTH - 160 ? "end" : "start");
        lane(svg, "baseline", BASELINE_Y, "dots", evidence.baselinePods(), evidence.baselineShare());
        lane(svg, "candidate", CANDIDATE_Y, "dots " + changeClass, evidence.candidatePods(), evidence.candidateShare());
        interval(svg);
        return svg.close("svg").toString();
    }

    private String title() {
        return "Share in each pod. Baseline, before: mean " + Words.percent(evidence.baselineShare())
                + ". Candidate, after: mean " + Words.percent(evidence.candidateShare()) + ". Change: 95 % sure of "
                + Words.interval(evidence) + " points. A growth matters from " + Words.points(evidence.materialSize())
                + " on, the dashed line.";
    }

    private void axis(Markup svg) {
        svg.empty("path", "class", "axis", "d", "M" + LEFT + " " + AXIS_Y + "H" + (WIDTH - RIGHT));
        double step = step();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            svg.empty("path", "class", "grid", "d", "M" + n(x(tick)) + " 16V" + (AXIS_Y + 4));
            svg.text("text", Words.percent(tick), "x", x(tick), "y", AXIS_Y + 17, "text-anchor", "middle");
        }
    }

    /** Between four and nine ticks, at round percentages. */
    private double step() {
        double raw = (high - low) / 8;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double step : STEPS) {
            if (raw <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private void lane(Markup svg, String name, int y, String dotsClass, List<Double> pods, double mean) {
        svg.text("text", name, "x", 0, "y", y + 4);
        StringBuilder dots = new StringBuilder();
        pods.forEach(share ->
                dots.append('M').append(n(x(share))).append(' ').append(y).append("h0"));
        svg.empty("path", "class", dotsClass, "d", dots);
        svg.empty("path", "class", "mean", "d", "M" + n(x(mean)) + " " + (y - 8) + "v16");
    }

    private void interval(Markup svg) {
        double from = x(evidence.baselineShare() + evidence.intervalLow());
        double to = x(evidence.baselineShare() + evidence.intervalHigh());
        svg.text("text", "95 % of Δ", "x", 0, "y", INTERVAL_Y + 4);
        svg.empty(
                "path",
                "class",
                "interval",
                "d",
                "M" + n(from) + " " + (INTERVAL_Y - 4) + "v8m0-4H" + n(to) + "m0-4v8");
    }

    private double x(double share) {
        double place = (Math.max(low, Math.min(high, share)) - low) / (high - low);
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private static String n(double value) {
        return Markup.number(value);
    }
}
