package dev.flamegate.reports;

/** How small a growth of one row would have been found, with a line at the size that must be. */
final class SensitivityBar {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 16;

    private SensitivityBar() {}

    /** @param most the largest size of all bars: they share one scale */
    static String svg(Evidence evidence, double most) {
        double bar = evidence.smallestDetectable() / most * (WIDTH - 2);
        double must = evidence.mustDetectSize() / most * (WIDTH - 2);
        return new Markup()
                .open(
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
                        "img")
                .text(
                        "title",
                        "Smallest detectable change " + Words.points(evidence.smallestDetectable()) + ", must detect "
                                + Words.points(evidence.mustDetectSize()))
                .empty("rect", "class", "bar", "x", 0, "y", 4, "width", bar, "height", 8)
                .empty("path", "class", "must", "d", "M" + Markup.number(must + 1) + " 0V" + HEIGHT)
                .close("svg")
                .toString();
    }
}
