package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {
    @Test
    void theSecondOfSixIsNotTheLast() {
        assertThat(Look.parse("2/6")).isEqualTo(new Look(2, 6));
        assertThat(Look.parse("2/6").soFar()).isTrue();
        assertThat(Look.parse("6/6").soFar()).isFalse();
        assertThat(Look.ONLY.soFar()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/6", "7/6", "1/0", "-1/6", "1/101", "a/b", "1/2/3", "1.0/2", "99999999999/1"})
    void whatIsNoLookIsRefusedByWhatItIs(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Look.parse(text)).withMessageContaining("expected");
    }

    @Test
    void theHeadlineSaysSoFarUntilTheLastLook() {
        GateReport last = SampleReports.fail();

        assertThat(Headline.of(last)).startsWith("FAIL: ");
        assertThat(Headline.of(at(last, new Look(6, 6)))).startsWith("FAIL: ");
        assertThat(Headline.of(at(last, new Look(2, 6)))).startsWith("FAIL so far (look 2 of 6): ");
    }

    private static GateReport at(GateReport report, Look look) {
        Subject subject = report.subject();
        return new GateReport(
                report.schema(),
                report.id(),
                report.verdict(),
                report.reasons(),
                report.caveats(),
                new Subject(
                        subject.service(),
                        subject.profileType(),
                        subject.unit(),
                        subject.baseline(),
                        subject.candidate(),
                        look),
                report.checks(),
                report.findings(),
                report.requestCost(),
                report.improvements(),
                report.sensitivity(),
                report.rows(),
                report.method(),
                report.provenance(),
                report.tree());
    }
}
