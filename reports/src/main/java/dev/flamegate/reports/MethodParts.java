package dev.flamegate.reports;

/** The page's last section: how the result was reached, and how to reach it again. */
final class MethodParts {
    private MethodParts() {}

    static Fill of(GateReport report) {
        Subject subject = report.subject();
        Provenance provenance = report.provenance();
        return new Fill()
                .each(
                        "method",
                        report.method().stream()
                                .map(setting -> new Fill()
                                        .value("setting", setting.name())
                                        .value("value", setting.value()))
                                .toList())
                .value("profileType", subject.profileType())
                .value("baselineSelector", subject.baseline().selector())
                .value("candidateSelector", subject.candidate().selector())
                .value("id", report.id())
                .value("createdAt", provenance.createdAt())
                .value("toolVersion", provenance.toolVersion())
                .value("nameRules", "" + provenance.nameRulesVersion())
                .value("replay", provenance.replay());
    }
}
