package dev.flamegate.reports;

/** The differential flame graph in pixels: the same picture as {@link FlameGraphSvg}, for places that show no SVG. */
public final class FlameGraphPng {
    /** Sharp on screens of twice the density. */
    private static final double SCALE = 2;

    private FlameGraphPng() {}

    /**
     * In the colours for a light page.
     *
     * @throws NoFontException if this machine has no fonts
     */
    public static byte[] png(GateReport report) {
        return DrawingPng.png(ReportDrawing.of(report), Palette.LIGHT, SCALE);
    }
}
