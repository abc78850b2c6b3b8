package dev.flamegate.reports;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The evidence of a change as a picture: each pod's share, or cost of a request, as a dot, baseline above candidate on one axis; the 95 %
 * interval of the change, laid off from the baseline's mean; and a dashed line from which on a growth matters.
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

    /**
     * What is drawn, all on one scale.
     *
     * @param intervalLow where the interval begins when it is laid off from the baseline's mean
     * @param threshold where a growth begins to matter
     * @param least by how much the axis is longer than the data at each end, at least
     * @param words how a place on the axis is written
     */
    private record Dots(
            String title,
            List<Double> baselinePods,
            List<Double> candidatePods,
            double baseline,
            double candidate,
            double intervalLow,
            double intervalHigh,
            double threshold,
            double least,
            DoubleFunction<String> words) {}

    private final Dots dots;
    private final double low;
    private final double high;

    private DotPlot(Dots dots) {
        this.dots = dots;
        double least = Math.min(dots.baseline, dots.candidate);
        double most = Math.max(Math.max(dots.threshold, dots.intervalHigh), dots.candidate);
        for (List<Double> pods : List.of(dots.baselinePods, dots.candidatePods)) {
            for (double share : pods) {
                least = Math.min(least, share);
                most = Math.max(most, share);
            }
        }
        least = Math.min(least, Math.max(0, dots.intervalLow));
        double pad = Math.max((most - least) * 0.06, dots.least);
        this.low = Math.max(0, least - pad);
        this.high = most + pad;
    }

    static String svg(Row row) {
        Evidence evidence = row.evidence();
        double from = evidence.baselineShare();
        Dots dots = new Dots(
                title(evidence),
                evidence.baselinePods(),
                evidence.candidatePods(),
                from,
                evidence.candidateShare(),
                from + evidence.intervalLow(),
                from + evidence.intervalHigh(),
                from + evidence.materialSize(),
                0.0001,
                Words::percent);
        return new DotPlot(dots).draw(Sections.word(row.change()).replace(' ', '-'));
    }

    static String svg(RequestCost cost, Subject subject) {
        double from = cost.baselineCost();
        Dots dots = new Dots(
                title(cost, subject),
                cost.baselinePods().stream().map(RequestCost.PodCost::cost).toList(),
                cost.candidatePods().stream().map(RequestCost.PodCost::cost).toList(),
                from,
                cost.candidateCost(),
                from * (1 + cost.intervalLow()),
                from * (1 + cost.intervalHigh()),
                from * (1 + cost.materialGrowth()),
                from * 0.001,
                place -> Words.each(place, subject.unit()));
        return new DotPlot(dots).draw(cost.fails() ? "grew" : "not-significant");
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
        svg.text("title", dots.title);
        axis(svg);
        double threshold = x(dots.threshold);
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
        lane(svg, "baseline", BASELINE_Y, "dots", dots.baselinePods, dots.baseline);
        lane(svg, "candidate", CANDIDATE_Y, "dots " + changeClass, dots.candidatePods, dots.candidate);
        interval(svg);
        return svg.close("svg").toString();
    }

    private static String title(Evidence evidence) {
        return "Share in each pod. Baseline, before: mean " + Words.percent(evidence.baselineShare())
                + ". Candidate, after: mean " + Words.percent(evidence.candidateShare()) + ". Change: 95 % sure of "
                + Words.interval(evidence) + " points. A growth matters from " + Words.points(evidence.materialSize())
                + " on, the dashed line.";
    }

    private static String title(RequestCost cost, Subject subject) {
        String unit = subject.unit();
        return Words.cost(subject.profileType()) + " per " + cost.per() + " in each pod. Baseline, before: mean "
                + Words.each(cost.baselineCost(), unit) + ". Candidate, after: mean "
                + Words.each(cost.candidateCost(), unit) + ". Change: 95 % sure of " + Words.interval(cost)
                + ". A growth matters from " + Words.percent(cost.materialGrowth()) + " on, the dashed line.";
    }

    private void axis(Markup svg) {
        svg.empty("path", "class", "axis", "d", "M" + LEFT + " " + AXIS_Y + "H" + (WIDTH - RIGHT));
        double step = step();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            svg.empty("path", "class", "grid", "d", "M" + n(x(tick)) + " 16V" + (AXIS_Y + 4));
            svg.text("text", dots.words.apply(tick), "x", x(tick), "y", AXIS_Y + 17, "text-anchor", "middle");
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
        StringBuilder path = new StringBuilder();
        pods.forEach(share ->
                path.append('M').append(n(x(share))).append(' ').append(y).append("h0"));
        svg.empty("path", "class", dotsClass, "d", path);
        svg.empty("path", "class", "mean", "d", "M" + n(x(mean)) + " " + (y - 8) + "v16");
    }

    private void interval(Markup svg) {
        double from = x(dots.intervalLow);
        double to = x(dots.intervalHigh);
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
