package dev.flamegate.reports;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that tested one function: a finding names one of them, and a frame of the tree the other. */
final class FunctionRows {
    private FunctionRows() {}

    /** The numbers of all rows of the function that a finding is about. */
    static Set<Integer> of(GateReport report, Finding finding) {
        String function = report.rows().get(finding.row()).function();
        return IntStream.range(0, report.rows().size())
                .filter(row -> report.rows().get(row).function().equals(function))
                .boxed()
                .collect(Collectors.toSet());
    }
}
