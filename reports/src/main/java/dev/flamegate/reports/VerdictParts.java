package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page's verdict line, and what was compared. */
final class VerdictParts {
    private VerdictParts() {}

    static Fill of(GateReport report) {
        String headline = Headline.of(report);
        String word = report.verdict() + ":";
        Fill fill = new Fill()
                .value("title", headline.replace("`", ""))
                .value("verdict", word)
                .value("verdictClass", report.verdict().name().toLowerCase(Locale.ROOT))
                .prose("headline", headline.substring(word.length()).strip());
        for (Verdict verdict : Verdict.values()) {
            fill.when(verdict.name(), verdict == report.verdict());
        }
        fill.each("reasons", report.reasons().isEmpty() ? List.of() : List.of(reasons("reason", report.reasons())));
        fill.each("caveats", report.caveats().isEmpty() ? List.of() : List.of(reasons("caveat", report.caveats())));
        return fill.with(compared(report));
    }

    private static Fill reasons(String name, List<Reason> reasons) {
        return new Fill().each(name, reasons.stream().map(VerdictParts::reason).toList());
    }

    private static Fill reason(Reason reason) {
        return new Fill()
                .prose("sentence", reason.sentence())
                .prose("remedyText", reason.remedy())
                .when("remedy", !reason.remedy().isBlank());
    }

    private static Fill compared(GateReport report) {
        Subject subject = report.subject();
        return new Fill()
                .value("service", subject.service())
                .value("baselineName", subject.baseline().name())
                .value("candidateName", subject.candidate().name())
                .each("facts", facts(subject))
                .each(
                        "checks",
                        report.checks().stream().map(VerdictParts::check).toList());
    }

    private static List<Fill> facts(Subject subject) {
        List<Fill> facts = new ArrayList<>();
        facts.add(fact("pods", subject, side -> Words.count(side.pods().size())));
        facts.add(fact("profiles", subject, side -> Words.count(side.windows())));
        facts.add(fact("samples", subject, side -> Words.count(side.samples())));
        facts.add(
                fact(Words.cost(subject.profileType()), subject, side -> Words.quantity(side.total(), subject.unit())));
        facts.add(fact("requests", subject, VerdictParts::requests));
        facts.add(fact("period", subject, side -> {
            String span = Sections.span(side, "");
            return span.isEmpty() ? "not said by the profiles" : span;
        }));
        return facts;
    }

    private static String requests(Side side) {
        Double requests = side.requests();
        return requests == null ? "not given" : Words.count(requests);
    }

    private static Fill fact(String name, Subject subject, Function<Side, String> value) {
        return new Fill()
                .value("fact", name)
                .value("before", value.apply(subject.baseline()))
                .value("after", value.apply(subject.candidate()));
    }

    private static Fill check(Check check) {
        return new Fill()
                .value("name", check.name())
                .value("state", Sections.word(check.state()))
                .prose("detail", check.detail())
                .when("ok", check.state() == Check.State.OK)
                .when("warning", check.state() == Check.State.WARNING)
                .when("failed", check.state() == Check.State.FAILED)
                .when("marked", check.state() != Check.State.OK);
    }
}
