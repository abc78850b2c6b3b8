package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flamegate.gate.GateSummaries.Summary;
import dev.flamegate.http.TestReports;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import org.junit.jupiter.api.Test;

class GateSummariesTest {
    private final MemoryStore documents = new MemoryStore();
    private final GateSummaries summaries = new GateSummaries(documents);

    @Test
    void whatIsKeptIsFoundAndSaysWhatTheReportSays() {
        GateReport report = TestReports.of("gate-1", Verdict.FAIL);

        Summary kept = summaries.keep(report);

        assertThat(summaries.find("gate-1")).contains(kept);
        assertThat(kept.sentence()).isEqualTo(Headline.of(report));
        assertThat(kept.service()).isEqualTo(TestReports.HOSTILE);
        assertThat(summaries.find("gate-2")).isEmpty();
    }

    @Test
    void aDamagedSummaryIsNotTakenForNone() {
        documents.put("gate-summary-1", "gate-1", new byte[] {'{'});

        assertThatIllegalStateException()
                .isThrownBy(() -> summaries.find("gate-1"))
                .withMessageStartingWith("the summary of gate gate-1 cannot be read");
    }
}
