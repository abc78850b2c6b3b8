package dev.flamegate.reports;

import java.util.List;

/** What is said about the cost of a request on every surface, and the page's section of it. */
final class RequestCostParts {
    static final String NOTE = "All functions and all kinds of requests together.";

    private RequestCostParts() {}

    static Fill of(GateReport report) {
        RequestCost cost = report.requestCost();
        return new Fill().each("requestCost", cost == null ? List.of() : List.of(section(report, cost)));
    }

    private static Fill section(GateReport report, RequestCost cost) {
        return new Fill()
                .value("costPer", cost.per())
                .prose("costSentence", Headline.of(cost, report.subject()))
                .markup("costPlot", DotPlot.svg(cost, report.subject()))
                .value("costState", state(report, cost))
                .value(
                        "costClass",
                        report.requestCostFails()
                                ? "fail"
                                : cost.fails() ? "inconclusive" : cost.equivalent() ? "pass" : "inconclusive")
                .prose("costExplanation", cost.explanation())
                .each(
                        "costNext",
                        cost.nextStep().isBlank()
                                ? List.of()
                                : List.of(new Fill().prose("costNextStep", cost.nextStep())))
                .value("costEvidence", evidence(cost));
    }

    static String state(GateReport report, RequestCost cost) {
        if (cost.fails()) {
            return report.requestCostFails() ? "grew: fails" : "grew: acknowledged, does not fail";
        }
        return cost.equivalent()
                ? "a growth of " + Words.percent(cost.mustDetectGrowth()) + " is ruled out"
                : "a growth of " + Words.percent(cost.mustDetectGrowth()) + " is not ruled out";
    }

    static String evidence(RequestCost cost) {
        String p = Words.probability(cost.p());
        return "t = " + Words.number(cost.t(), 2) + " with " + Words.number(cost.degreesOfFreedom(), 0)
                + " degrees of freedom, p " + (p.startsWith("<") ? p : "= " + p) + ", "
                + Words.counted(cost.baselinePods().size(), "pod") + " before and "
                + Words.count(cost.candidatePods().size()) + " after"
                + (cost.groups() > 1 ? " in " + Words.count(cost.groups()) + " groups that ran at the same time" : "")
                + ", matters from " + Words.percent(cost.materialGrowth()) + ", must detect "
                + Words.percent(cost.mustDetectGrowth()) + ", smallest detectable growth "
                + Words.percent(cost.smallestDetectable());
    }
}
