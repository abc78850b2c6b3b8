package dev.flamegate.reports;

/** The report as one page that opens from disk. */
public final class ReportPage {
    private ReportPage() {}

    public static String html(GateReport report) {
        String headline = Markup.escaped(Headline.of(report));
        return "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>" + headline + "</title><h1>"
                + headline + "</h1><pre>" + Markup.escaped(ReportText.render(report, false, null)) + "</pre></html>\n";
    }
}
