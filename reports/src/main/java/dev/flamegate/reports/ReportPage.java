package dev.flamegate.reports;

import java.util.List;

/**
 * The report as one page that opens from disk. Everything that is text is in the page as it is sent; the script adds the flame graph,
 * sorting and filtering. The page asks no host for anything, and its policy lets only its own style and script run.
 */
public final class ReportPage {
    private ReportPage() {}

    /** The policy that every page carries inside, for a server that sends it as a header as well. */
    public static String contentSecurityPolicy() {
        return PageFiles.POLICY;
    }

    public static String html(GateReport report) {
        return html(report, List.of());
    }

    /**
     * @param otherPages addresses of the pages of {@link GateReport#others}, in their order; none if they have none
     */
    public static String html(GateReport report, List<String> otherPages) {
        return html(report, otherPages, "", "");
    }

    /**
     * The same within a site.
     *
     * @param above markup that stands before the verdict, such as a bar of links; taken as it is
     * @param below markup that stands after everything
     */
    public static String html(GateReport report, List<String> otherPages, String above, String below) {
        Fill fill = new Fill()
                .value("policy", PageFiles.POLICY)
                .markup("style", PageFiles.STYLE)
                .markup("script", PageFiles.SCRIPT)
                .markup("report", ReportJson.packed(report))
                .markup("shown", ReportJson.hidden(Shown.of(report.subject().profileType())))
                .markup("above", above)
                .markup("below", below);
        fill.with(FlameParts.of(report));
        fill.with(VerdictParts.of(report));
        fill.with(FindingParts.of(report));
        fill.with(RequestCostParts.of(report));
        fill.with(OtherTypes.of(report, otherPages));
        fill.with(RowParts.of(report));
        fill.with(PolicyParts.of(report));
        fill.with(MethodParts.of(report));
        return PageFiles.PAGE.fill(fill);
    }
}
