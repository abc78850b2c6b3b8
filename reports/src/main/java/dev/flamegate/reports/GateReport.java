package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a gate has to say, and all that any renderer may use: same report, same bytes.
 *
 * @param schema version of the JSON form: {@value #SCHEMA}
 * @param id the gate's id, safe in a path
 * @param reasons why; at least one for INCONCLUSIVE
 * @param caveats what the reader should know whatever the verdict is: no traffic was given, a prior was used
 * @param findings the causes of a FAIL, worst first; none for any other verdict
 * @param requestCost what a request costs; null if not every pod said how many it served. A FAIL has a finding, or this fails
 * @param improvements numbers of rows that shrank significantly and materially, largest first
 * @param sensitivity numbers of rows whose smallest detectable change is worth showing, largest function first
 * @param rows everything that was tested, largest baseline share first
 * @param method the settings the result was reached with
 * @param tree both sides merged
 * @param policy what was asked of this gate, and what it means for the pipeline
 * @param others the same gate's reports of other profile types, none with a worse verdict or conclusion than this; none if one type was
 *     asked for
 */
public record GateReport(
        int schema,
        String id,
        Verdict verdict,
        List<Reason> reasons,
        List<Reason> caveats,
        Subject subject,
        List<Check> checks,
        List<Finding> findings,
        @Nullable RequestCost requestCost,
        List<Integer> improvements,
        List<Integer> sensitivity,
        List<Row> rows,
        List<Setting> method,
        Provenance provenance,
        DiffTree tree,
        AppliedPolicy policy,
        List<GateReport> others) {

    public static final int SCHEMA = 1;

    public GateReport {
        text(id, "gate id");
        reasons = List.copyOf(reasons);
        caveats = List.copyOf(caveats);
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        improvements = List.copyOf(improvements);
        sensitivity = List.copyOf(sensitivity);
        rows = List.copyOf(rows);
        method = List.copyOf(method);
        others = List.copyOf(others);
        if (schema != SCHEMA) {
            throw new IllegalArgumentException(
                    "gate report " + id + " has schema " + schema + ", this program reads " + SCHEMA);
        }
        boolean costFails = requestCost != null && requestCost.fails() && !policy.excusesRequestCost();
        if ((verdict == Verdict.FAIL) != (costFails || !findings.isEmpty())) {
            throw new IllegalArgumentException("gate report " + id + ": " + verdict + " with " + findings.size()
                    + " findings and a cost of a request that " + (costFails ? "fails" : "does not fail")
                    + "; a FAIL has a finding or such a cost, any other verdict neither");
        }
        if (verdict == Verdict.PASS
                && requestCost != null
                && !requestCost.equivalent()
                && !policy.excusesRequestCost()) {
            throw new IllegalArgumentException(
                    "gate report " + id + ": PASS, and the cost of a request may have grown by the must-detect size");
        }
        if (verdict == Verdict.INCONCLUSIVE && reasons.isEmpty()) {
            throw new IllegalArgumentException("gate report " + id + ": INCONCLUSIVE without a reason");
        }
        for (Finding finding : findings) {
            checkRows(List.of(finding.row()), rows);
            checkRows(finding.callers(), rows);
        }
        checkRows(improvements, rows);
        checkRows(sensitivity, rows);
        checkRows(tree.tested(), rows);
        checkRows(policy.ignored(), rows);
        checkRows(
                policy.acknowledgements().stream()
                        .flatMap(one -> Stream.ofNullable(one.row()))
                        .toList(),
                rows);
        checkConclusion(id, verdict, policy);
        for (GateReport other : others) {
            if (!other.id.equals(id) || !other.others.isEmpty()) {
                throw new IllegalArgumentException(
                        "gate report " + id + " has a report of another gate, or one with others, among its types");
            }
            if (other.verdict.isWorseThan(verdict)) {
                throw new IllegalArgumentException(
                        "gate report " + id + ": " + verdict + " stands before a type with " + other.verdict);
            }
        }
    }

    private static void checkConclusion(String id, Verdict verdict, AppliedPolicy policy) {
        boolean allowed = switch (verdict) {
            case PASS -> policy.conclusion() == Conclusion.SUCCESS;
            case FAIL -> policy.conclusion() == (policy.informational() ? Conclusion.NEUTRAL : Conclusion.FAILURE);
            case INCONCLUSIVE -> true;
        };
        if (!allowed) {
            throw new IllegalArgumentException(
                    "gate report " + id + ": " + verdict + " with the conclusion " + policy.conclusion());
        }
    }

    /** A report of one profile type. */
    public GateReport(
            int schema,
            String id,
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> caveats,
            Subject subject,
            List<Check> checks,
            List<Finding> findings,
            @Nullable RequestCost requestCost,
            List<Integer> improvements,
            List<Integer> sensitivity,
            List<Row> rows,
            List<Setting> method,
            Provenance provenance,
            DiffTree tree,
            AppliedPolicy policy) {
        this(
                schema,
                id,
                verdict,
                reasons,
                caveats,
                subject,
                checks,
                findings,
                requestCost,
                improvements,
                sensitivity,
                rows,
                method,
                provenance,
                tree,
                policy,
                List.of());
    }

    /** The same gate with reports of its other profile types. */
    public GateReport with(List<GateReport> otherTypes) {
        return new GateReport(
                schema,
                id,
                verdict,
                reasons,
                caveats,
                subject,
                checks,
                findings,
                requestCost,
                improvements,
                sensitivity,
                rows,
                method,
                provenance,
                tree,
                policy,
                otherTypes);
    }

    /** This and the others: one report for every profile type of the gate, the one that decides first. */
    public List<GateReport> everyType() {
        return Stream.concat(Stream.of(this), others.stream()).toList();
    }

    /** A report of the service's own settings, with nothing waived. */
    public GateReport(
            int schema,
            String id,
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> caveats,
            Subject subject,
            List<Check> checks,
            List<Finding> findings,
            @Nullable RequestCost requestCost,
            List<Integer> improvements,
            List<Integer> sensitivity,
            List<Row> rows,
            List<Setting> method,
            Provenance provenance,
            DiffTree tree) {
        this(
                schema,
                id,
                verdict,
                reasons,
                caveats,
                subject,
                checks,
                findings,
                requestCost,
                improvements,
                sensitivity,
                rows,
                method,
                provenance,
                tree,
                AppliedPolicy.none(verdict));
    }

    /** Whether the cost of a request fails this gate. */
    public boolean requestCostFails() {
        return requestCost != null && requestCost.fails() && !policy.excusesRequestCost();
    }

    private static void checkRows(List<Integer> named, List<Row> rows) {
        for (int row : named) {
            if (row < 0 || row >= rows.size()) {
                throw new IllegalArgumentException("gate report names row " + row + " of " + rows.size());
            }
        }
    }
}
