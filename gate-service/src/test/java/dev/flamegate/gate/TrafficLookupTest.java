package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.traffic.PodWindows;
import dev.flamegate.traffic.TrafficAnswer;
import dev.flamegate.traffic.TrafficSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrafficLookupTest {
    private static final long SECOND = 1_000_000_000L;
    private final List<String> asked = new ArrayList<>();

    private TrafficSource source(String name, TrafficAnswer answer) {
        return new TrafficSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public TrafficAnswer requests(String service, List<PodWindows> pods) {
                asked.add(name);
                return answer;
            }
        };
    }

    private static Selection selection(double requestsPerWindow) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet fleet = Fleet.shop().requestsPerWindow(requestsPerWindow, 0);
        fleet.run(selection, Side.BASELINE, 3, 2, 1);
        fleet.run(selection, Side.CANDIDATE, 3, 2, 2);
        return selection.build("shop", "1.0", "a", "1.1", "b");
    }

    private GateReport report(Selection selection, TrafficSource... sources) {
        return new Evaluation(Policy.withDefaults())
                .evaluate(
                        new TrafficLookup(List.of(sources)).completed(selection, () -> selection),
                        "id1",
                        new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff"));
    }

    private static Check requests(GateReport report) {
        return report.checks().stream()
                .filter(check -> check.name().equals("requests"))
                .findFirst()
                .orElseThrow();
    }

    private static TrafficAnswer each(double requests) {
        return new TrafficAnswer.Known(Collections.nCopies(6, List.of(requests, requests)));
    }

    @Test
    void profilesThatSayTheirRequestsNeedNoOtherSource() {
        GateReport report = report(selection(500), source("posts", each(1)));

        assertThat(asked).isEmpty();
        assertThat(requests(report).detail()).isEqualTo("3000 baseline, 3000 candidate, sent with the profiles");
    }

    @Test
    void theFirstSourceThatKnowsAllIsUsedAndNamed() {
        GateReport report = report(
                selection(0),
                source("posts", new TrafficAnswer.Unknown("no traffic was posted for that time")),
                source("Prometheus at http://prom:9090", each(500)),
                source("another", each(1)));

        assertThat(asked).containsExactly("posts", "Prometheus at http://prom:9090");
        assertThat(report.requestCost()).isNotNull();
        assertThat(requests(report))
                .isEqualTo(new Check(
                        "requests", Check.State.OK, "3000 baseline, 3000 candidate, Prometheus at http://prom:9090"));
    }

    @Test
    void versionsThatDidNotRunTogetherNeedNoRequests() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(selection, Side.BASELINE, 3, 2, 1);
        Fleet.shop().run(selection, Side.CANDIDATE, 3, 2, 2, 86_400_000_000_000L);

        report(selection.build("shop", "1.0", "a", "1.1", "b"), source("posts", each(1)));

        assertThat(asked).isEmpty();
    }

    @Test
    void requestsAreAskedForTheTimeThatBothSidesRan() {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().run(selection, Side.BASELINE, 3, 20, 1);
        Fleet.shop().run(selection, Side.CANDIDATE, 3, 2, 2);
        List<Integer> windows = new ArrayList<>();
        TrafficSource source = new TrafficSource() {
            @Override
            public String name() {
                return "posts";
            }

            @Override
            public TrafficAnswer requests(String service, List<PodWindows> pods) {
                pods.forEach(pod -> windows.add(pod.windows().size()));
                return new TrafficAnswer.Unknown("nobody counted");
            }
        };

        report(selection.build("shop", "1.0", "a", "1.1", "b"), source);

        assertThat(windows).containsExactly(4, 4, 4, 2, 2, 2);
    }

    private static StoredProfile sum(String endpoint, long startSecond, long endSecond, int profiles) {
        long start = 1_760_000_000L;
        return new StoredProfile(
                Labels.of(Map.of("version", "1", "endpoint", endpoint)),
                new TimeRange((start + startSecond) * SECOND, (start + endSecond) * SECOND),
                10_000_000,
                OptionalDouble.empty(),
                NodeVector.of(new int[0], new long[0]),
                profiles,
                profiles * 10 * SECOND,
                10 * SECOND);
    }

    private static Selection of(StoredProfile... windows) {
        List<Selection.Pod> pods = List.of(new Selection.Pod("p1", List.of(windows)));
        return new Selection(
                "shop",
                Fleet.CPU,
                new CallTreeBuilder().build(),
                new Selection.Cohort("1.0", "a", pods),
                new Selection.Cohort("1.1", "b", pods),
                List.of());
    }

    /** Five profiles of ten seconds in 250: a fifth of the requests of that time. */
    @Test
    void ofASumOfProfilesTheProfiledPartOfTheRequestsCounts() {
        TrafficSource posts = source("posts", new TrafficAnswer.Known(List.of(List.of(1000.0), List.of(1000.0))));

        Selection counted = new TrafficLookup(List.of(posts)).completed(of(sum("", 0, 250, 5)), () -> {
            throw new AssertionError("needless");
        });

        StoredProfile window = counted.baseline().pods().get(0).windows().get(0);
        assertThat(window.requests()).hasValue(200);
        assertThat(window.profileCount()).isEqualTo(5);
        assertThat(window.sampledNanos()).isEqualTo(50 * SECOND);
        assertThat(window.longestNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void sumsOfSeveralSeriesThatOverlapAreAskedForAsProfilesOfTheirOwn() {
        TrafficSource posts = new TrafficSource() {
            @Override
            public String name() {
                return "posts";
            }

            @Override
            public TrafficAnswer requests(String service, List<PodWindows> pods) {
                return new TrafficAnswer.Known(pods.stream()
                        .map(pod -> Collections.nCopies(pod.windows().size(), 7.0))
                        .toList());
            }
        };
        Selection exact = of(sum("cart", 0, 10, 1), sum("", 100, 110, 1));

        Selection counted = new TrafficLookup(List.of(posts))
                .completed(of(sum("", 0, 250, 5), sum("cart", 60, 200, 3)), () -> exact);

        assertThat(counted.baseline().pods().get(0).windows())
                .extracting(window -> window.time().durationNanos())
                .containsExactly(10 * SECOND, 10 * SECOND);
        assertThat(RequestCosts.requests(counted.candidate())).isEqualTo(14);
    }

    private GateReport byFrame(String frame, Fleet candidate) {
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        Fleet.shop().stack("main;http;read", 20).run(selection, Side.BASELINE, 10, 3, 1);
        candidate.run(selection, Side.CANDIDATE, 10, 3, 2);
        Selection all = selection.build("shop", "1.0", "a", "1.1", "b");
        return new Evaluation(Policy.withDefaults())
                .evaluate(
                        new TrafficLookup(List.of(source("posts", new TrafficAnswer.Unknown("nobody counted"))), frame)
                                .completed(all, () -> all),
                        "id1",
                        new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff"));
    }

    /** All but the frame costs half as much again, so that the frame has a smaller share. */
    @Test
    void samplesOfADesignatedFrameAreTheUnitOfWork() {
        GateReport report = byFrame("^read$", Fleet.shop().stack("main;http;read", 13.3));

        assertThat(report.requestCost()).isNotNull();
        assertThat(report.requestCost().per()).isEqualTo("unit of work");
        assertThat(report.requestCost().growth()).isBetween(0.3, 0.6);
        assertThat(report.requestCostFails()).isTrue();
        assertThat(requests(report).detail()).contains("samples in frames that match `^read$`, each a unit of work");
        assertThat(report.subject().baseline().requests()).isNull();
        assertThat(dev.flamegate.reports.Headline.of(report)).contains("a unit of work");
    }

    @Test
    void aFrameThatIsNotThereIsNoSourceAndTheReportSaysSo() {
        GateReport report = byFrame("nowhere", Fleet.shop().stack("main;http;read", 20));

        assertThat(report.requestCost()).isNull();
        assertThat(report.caveats())
                .anySatisfy(caveat -> assertThat(caveat.sentence())
                        .contains("posts: nobody counted.", "match `nowhere`", "has no sample there"));
    }

    @Test
    void withoutAnySourceTheReportSaysThatOnlySharesWereComparedAndWhy() {
        GateReport report = report(
                selection(0), source("Prometheus at http://prom:9090", new TrafficAnswer.Unknown("it did not answer")));

        assertThat(report.requestCost()).isNull();
        assertThat(requests(report).state()).isEqualTo(Check.State.WARNING);
        assertThat(report.caveats()).anySatisfy(caveat -> {
            assertThat(caveat.code()).isEqualTo("shares-only");
            assertThat(caveat.sentence()).contains("Prometheus at http://prom:9090: it did not answer.");
        });
    }
}
