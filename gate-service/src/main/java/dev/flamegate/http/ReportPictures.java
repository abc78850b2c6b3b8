package dev.flamegate.http;

import dev.flamegate.reports.GateReport;

/** The renderings of a report that a browser shows. */
public interface ReportPictures {

    /** A whole HTML page that loads nothing. */
    String page(GateReport report);

    /** An SVG image. */
    String flameGraph(GateReport report);
}
