package dev.flamegate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.http.HeldDocuments;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostedTrafficTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_790_000_000L * SECOND;

    private final HeldDocuments documents = new HeldDocuments();
    private final PostedTraffic traffic = new PostedTraffic(documents, List.of("pod", "host"));

    private static TimeRange time(long from, long until) {
        return new TimeRange(START + from * SECOND, START + until * SECOND);
    }

    private static TrafficRecord record(String version, String pod, long from, long until, double requests) {
        return new TrafficRecord(
                Labels.of(Map.of("service_name", "shop", "version", version, "pod", pod)), time(from, until), requests);
    }

    private TrafficAnswer ask(TimeRange... windows) {
        return traffic.requests("shop", List.of(new PodWindows("p1", "1", List.of(windows))));
    }

    @Test
    void aWindowGetsItsPartOfWhatWasCounted() {
        traffic.keep(List.of(record("1", "p1", 0, 60, 600), record("1", "p1", 60, 120, 1200)));

        assertThat(ask(time(0, 60), time(30, 90)))
                .isEqualTo(new TrafficAnswer.Known(List.of(List.of(600.0, 300.0 + 600.0))));
    }

    @Test
    void sendingItAgainChangesNothing() {
        traffic.keep(List.of(record("1", "p1", 0, 60, 600)));
        traffic.keep(List.of(record("1", "p1", 0, 60, 600), record("1", "p1", 0, 60, 600)));

        assertThat(traffic.of("shop", time(0, 60))).hasSize(1);
        assertThat(ask(time(0, 60))).isEqualTo(new TrafficAnswer.Known(List.of(List.of(600.0))));
    }

    @Test
    void kindsOfRequestsOfOnePodAddUp() {
        TrafficRecord one = record("1", "p1", 0, 60, 600);
        traffic.keep(List.of(
                new TrafficRecord(one.labels().with("endpoint", "/cart"), one.time(), 20),
                new TrafficRecord(one.labels().with("endpoint", "/search"), one.time(), 40)));

        assertThat(ask(time(0, 30))).isEqualTo(new TrafficAnswer.Known(List.of(List.of(30.0))));
    }

    @Test
    void otherPodsVersionsAndServicesAreNotCounted() {
        traffic.keep(List.of(
                record("1", "p1", 0, 60, 600),
                record("1", "p2", 0, 60, 1),
                record("2", "p1", 0, 60, 2),
                new TrafficRecord(Labels.of(Map.of("service_name", "other", "pod", "p1")), time(0, 60), 3)));

        assertThat(ask(time(0, 60))).isEqualTo(new TrafficAnswer.Known(List.of(List.of(600.0))));
    }

    @Test
    void aWindowThatIsNotCoveredIsUnknownAndNamed() {
        traffic.keep(List.of(record("1", "p1", 0, 60, 600)));

        assertThat(ask(time(0, 60), time(60, 120)))
                .isInstanceOfSatisfying(
                        TrafficAnswer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("pod `p1` does not cover"));
        assertThat(ask(time(0, 61)))
                .as("clocks differ by a second in a minute")
                .isInstanceOf(TrafficAnswer.Known.class);
    }

    @Test
    void whatBeganADayBeforeIsFound() {
        traffic.keep(List.of(record("1", "p1", 0, 86_400, 86_400)));

        assertThat(ask(time(86_000, 86_010))).isEqualTo(new TrafficAnswer.Known(List.of(List.of(10.0))));
    }

    @Test
    void nothingPostedIsUnknown() {
        assertThat(ask(time(0, 60))).isEqualTo(new TrafficAnswer.Unknown("no traffic was posted for that time"));
    }

    @Test
    void aRecordKeepsItsRules() {
        assertThatThrownBy(() -> record("1", "p1", 60, 60, 1)).hasMessageContaining("ends after it starts");
        assertThatThrownBy(() -> record("1", "p1", 0, 86_401, 1)).hasMessageContaining("at most a day");
        assertThatThrownBy(() -> record("1", "p1", 0, 60, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new TrafficRecord(Labels.EMPTY, time(0, 1), 1)).hasMessageContaining("service");
    }
}
