package dev.flamegate.reports;

/**
 * The differential flame graph as a static picture, {@value ReportDrawing#WIDTH} px wide, for places that show images and nothing else.
 */
public final class FlameGraphSvg {
    private FlameGraphSvg() {}

    public static String svg(GateReport report) {
        return DrawingSvg.svg(ReportDrawing.of(report));
    }
}
