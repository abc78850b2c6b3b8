package dev.flamegate.reports;

import java.util.List;
import java.util.Map;

/**
 * The interactive flame graph for other pages than a report's: of one selection of profiles, or of two that nobody tested. There colours
 * are differences as they were measured, and the page says so; a {@link ReportPage} has evidence.
 */
public final class FlameView {
    private FlameView() {}

    /** The style sheet that {@link #section} needs. */
    public static String style() {
        return PageFiles.FLAME_STYLE;
    }

    /** An ES module; its {@code mount(report, shown)} is given the two parts of what {@link #json} writes. */
    public static String module() {
        return PageFiles.FLAME_MODULE;
    }

    /** An ES module that shows every {@code time} element of a page as it is where the reader is, and exports how. */
    public static String times() {
        return PageFiles.TIMES_MODULE;
    }

    /**
     * The section of a page in which the graph is mounted.
     *
     * @param profileType full name of a profile type
     */
    public static String section(String profileType, boolean compared) {
        return FlameParts.untested(profileType, compared);
    }

    /**
     * What is drawn, as JSON.
     *
     * @param unit of the tree's values
     * @param baseline what people call it
     * @param candidate likewise; the same profiles if {@code compared} is false
     * @param tree without marks: the same values on both sides if nothing is compared
     */
    public static String json(
            String profileType, String unit, String baseline, String candidate, DiffTree tree, boolean compared) {
        Map<String, Object> packed = Map.of("names", PackedTree.names(tree), "nodes", PackedTree.of(tree));
        Map<String, Object> subject = Map.of(
                "unit", unit, "profileType", profileType, "baseline", side(baseline), "candidate", side(candidate));
        Measured report = new Measured(packed, List.of(), List.of(), subject, !compared, Palette.WEAK_POINTS);
        return ReportJson.compact(Map.of("report", report, "shown", Shown.of(profileType)));
    }

    private static Map<String, Object> side(String name) {
        return Map.of("name", name);
    }

    /**
     * In the form of a report, of which nothing was tested.
     *
     * @param greyBelow points below which a difference has no colour
     */
    record Measured(
            Map<String, Object> tree,
            List<Object> rows,
            List<Object> findings,
            Map<String, Object> subject,
            boolean single,
            double greyBelow) {}
}
