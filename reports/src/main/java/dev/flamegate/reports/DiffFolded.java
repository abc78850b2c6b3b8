package dev.flamegate.reports;

/**
 * Both sides of a report as two columns of folded stacks, which Brendan Gregg's {@code flamegraph.pl} draws as a difference: names from the
 * root on with semicolons between them, a blank, the baseline's value, a blank, the candidate's. A semicolon inside a name becomes a colon.
 */
final class DiffFolded {
    private DiffFolded() {}

    static String of(GateReport report) {
        DiffTree tree = report.tree();
        String[] paths = new String[tree.size()];
        paths[0] = "";
        StringBuilder out = new StringBuilder();
        for (int node = 1; node < paths.length; node++) {
            String name = Plain.line(tree.name(node)).replace(';', ':');
            String above = paths[tree.parent(node)];
            paths[node] = above.isEmpty() ? name : above + ";" + name;
            long baseline = Math.round(tree.baselineSelf(node));
            long candidate = Math.round(tree.candidateSelf(node));
            if (baseline != 0 || candidate != 0) {
                out.append(paths[node])
                        .append(' ')
                        .append(baseline)
                        .append(' ')
                        .append(candidate)
                        .append('\n');
            }
        }
        return out.toString();
    }
}
