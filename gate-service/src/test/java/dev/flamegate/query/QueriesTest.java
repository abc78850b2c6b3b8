package dev.flamegate.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.SeriesOverTime.Aggregation;
import dev.flamegate.query.SeriesOverTime.Shape;
import dev.flamegate.store.rocksdb.RocksStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTest {
    private static final TimeRange ALL = TimeRange.ALL;
    private static final QueryLimits LIMITS = QueryLimits.withDefaults();

    @TempDir
    private Path folder;

    private RocksStore store;
    private List<Profile> profiles;
    private Queries queries;

    @BeforeEach
    void fill() {
        store = RocksStore.open(folder);
        profiles = Shop.profiles(new Random(3), 200);
        store.profiles().append(profiles);
        queries = with(LIMITS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Queries with(QueryLimits limits) {
        return new Queries(store.profiles(), limits, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private Map<String, Long> expected(Predicate<Profile> chosen) {
        Map<String, Long> sums = new TreeMap<>();
        profiles.stream()
                .filter(chosen)
                .forEach(profile ->
                        Shop.byPath(profile, 1).forEach((path, value) -> sums.merge(path, value, Long::sum)));
        return sums;
    }

    private static boolean has(Profile profile, String label, String value) {
        return profile.labels().valueOrEmpty(label).equals(value);
    }

    @Test
    void mergesTheChosenProfilesOfOneService() {
        Merged merged = queries.merge(Query.parse(Shop.TYPE + "{service_name=\"service1\",version!=\"v2\"}"), ALL);

        Predicate<Profile> chosen = p -> has(p, Labels.SERVICE, "service1") && !has(p, Labels.VERSION, "v2");
        assertThat(Shop.byPath(merged.profile(), 0)).isEqualTo(expected(chosen));
        assertThat(merged.coverage().profiles())
                .isEqualTo(profiles.stream().filter(chosen).count());
        assertThat(merged.coverage().isWhole()).isTrue();
        assertThat(merged.type()).hasToString(Shop.TYPE);
        assertThat(merged.profile().period()).isEqualTo(10_000_000);
        assertThat(merged.profile().durationNanos()).isEqualTo(merged.coverage().profiles() * 10 * Shop.SECOND);
    }

    @Test
    void mergesAcrossServices() {
        Merged merged = queries.merge(Query.parse("cpu{service_name=~\"service[02]\"}"), ALL);

        assertThat(Shop.byPath(merged.profile(), 0)).isEqualTo(expected(p -> !has(p, Labels.SERVICE, "service1")));
        assertThat(merged.coverage().services()).isEqualTo(2);
    }

    @Test
    void mergesOnlyWhatStartsInTheTime() {
        TimeRange range = new TimeRange(Shop.START + 100 * Shop.SECOND, Shop.START + 500 * Shop.SECOND);
        Merged merged = queries.merge(Query.parse("cpu/nanoseconds"), range);

        assertThat(Shop.byPath(merged.profile(), 0)).isEqualTo(expected(p -> range.contains(p.startNanos())));
        assertThat(merged.profile().startNanos()).isEqualTo(range.startNanos());
    }

    @Test
    void theTopFunctionsOfAMergeAreThoseOfItsProfilesTogether() {
        Merged merged = queries.merge(Query.parse(Shop.TYPE), ALL);

        assertThat(FlatCum.of(merged.profile(), 0))
                .isEqualTo(
                        FlatCum.sum(profiles.stream().map(p -> FlatCum.of(p, 1)).toList()));
    }

    @Test
    void aSeriesHasTheSumOfEachStepUnderItsEnd() {
        long step = 60 * Shop.SECOND;
        TimeRange range = new TimeRange(Shop.START, Shop.START + 2000 * Shop.SECOND);
        SeriesOverTime series = queries.series(
                Query.parse(Shop.TYPE), range, new Shape(step, List.of(Labels.VERSION), Aggregation.SUM, 0));

        assertThat(series.lines()).hasSize(3);
        for (SeriesOverTime.Line line : series.lines()) {
            Map<Long, Double> expected = new TreeMap<>();
            for (Profile profile : profiles) {
                if (profile.labels()
                        .valueOrEmpty(Labels.VERSION)
                        .equals(line.labels().get(Labels.VERSION))) {
                    long end = Shop.START;
                    while (end < profile.startNanos()) {
                        end += step;
                    }
                    expected.merge(end, (double) NodeVector.of(profile, 1).total(), Double::sum);
                }
            }
            Map<Long, Double> found = new TreeMap<>();
            line.points().forEach(point -> found.put(point.nanos(), point.value()));
            assertThat(found).isEqualTo(expected);
        }
        assertThat(series.lines().get(0).points().stream()
                        .mapToDouble(SeriesOverTime.Point::value)
                        .sum())
                .isGreaterThanOrEqualTo(series.lines().get(1).points().stream()
                        .mapToDouble(SeriesOverTime.Point::value)
                        .sum());
    }

    @Test
    void aRateIsTheSumByTheSecondsOfTheStepAndAnAverageTheMeanOfProfiles() {
        TimeRange range = new TimeRange(Shop.START, Shop.START + 60 * Shop.SECOND);
        Query query = Query.parse(Shop.TYPE);
        double sum = value(query, range, Aggregation.SUM);

        assertThat(value(query, range, Aggregation.RATE)).isEqualTo(sum / 100);
        assertThat(value(query, range, Aggregation.AVERAGE)).isEqualTo(sum / 5);
    }

    /** Of the profiles at 10 to 50 s; the one at 0 s belongs to the step before. */
    private double value(Query query, TimeRange range, Aggregation aggregation) {
        SeriesOverTime series = queries.series(query, range, new Shape(100 * Shop.SECOND, List.of(), aggregation, 0));
        assertThat(series.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.points()).hasSize(2));
        return series.lines().get(0).points().get(1).value();
    }

    @Test
    void saysWhichLimitEndedTheReading() {
        QueryLimits few = new QueryLimits(10, 10, 7, 1_000_000, 1000, 2, 100, Duration.ofSeconds(1));
        Merged merged = with(few).merge(Query.parse(Shop.TYPE), ALL);
        assertThat(merged.coverage().profiles()).isEqualTo(7);
        assertThat(merged.coverage().truncated())
                .singleElement()
                .asString()
                .startsWith("read the first 7 profiles or sums of them, and");

        QueryLimits small = new QueryLimits(10, 10, 1000, 50, 1000, 2, 100, Duration.ofSeconds(1));
        assertThat(with(small).merge(Query.parse(Shop.TYPE), ALL).coverage().truncated())
                .singleElement()
                .asString()
                .contains("stacks of", "which is the limit");

        SeriesOverTime lines = with(small)
                .series(
                        Query.parse(Shop.TYPE),
                        range(100),
                        new Shape(Shop.SECOND * 10, List.of("pod"), Aggregation.SUM, 0));
        assertThat(lines.coverage().truncated()).isNotEmpty();
    }

    @Test
    void theLargestSeriesAreShownWhenThereAreTooMany() {
        QueryLimits two = new QueryLimits(10, 10, 1000, 1_000_000, 1000, 2, 100, Duration.ofSeconds(1));
        Shape byPod = new Shape(Shop.SECOND * 100, List.of("pod"), Aggregation.SUM, 0);
        SeriesOverTime lines = with(two).series(Query.parse(Shop.TYPE), range(2000), byPod);

        assertThat(lines.lines()).hasSize(2);
        assertThat(lines.coverage().truncated()).containsExactly("shows the largest 2 of 4 series");
    }

    @Test
    void theTimeOfReadingIsLimited() {
        Queries slow = new Queries(store.profiles(), LIMITS, new SteppingClock(Duration.ofSeconds(10)));

        Merged merged = slow.merge(Query.parse(Shop.TYPE), ALL);
        assertThat(merged.coverage().profiles()).isEqualTo(3);
        assertThat(merged.coverage().truncated())
                .singleElement()
                .asString()
                .startsWith("read for 30.0 s, which gave 3");
    }

    @Test
    void aTypeThatNobodyHasIsAnAnswerWhenWholeAndAnErrorWhenShort() {
        Merged none = queries.merge(Query.parse("memory:inuse_space:bytes:space:bytes{}"), ALL);
        assertThat(none.total()).isZero();
        assertThat(none.profile().stackCount()).isZero();
        assertThat(none.coverage().series()).isZero();

        assertThatThrownBy(() -> queries.merge(Query.parse("wall{service_name=\"service1\"}"), ALL))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("has the type 'wall'; they have process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThatThrownBy(() -> queries.merge(Query.parse("wall{service_name=\"nobody\"}"), ALL))
                .hasMessage("no series matches {service_name=\"nobody\"}");
    }

    @Test
    void aQueryOfSeveralTypesIsAskedToNameOne() {
        assertThatThrownBy(() -> queries.merge(Query.parse("{service_name=\"service1\"}"), ALL))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("the query means several types, name one: process_cpu:cpu:nanoseconds:cpu:nanoseconds,"
                        + " process_cpu:samples:count:cpu:nanoseconds");
        assertThat(queries.merge(Query.parse("{__profile_type__=~\".*:samples:.*\"}"), ALL)
                        .type()
                        .sampleType())
                .isEqualTo(Shop.SAMPLES);
    }

    @Test
    void tooManyPointsAreRefused() {
        Shape fine = new Shape(1_000_000, List.of(), Aggregation.SUM, 0);
        assertThatThrownBy(() -> queries.series(Query.parse(Shop.TYPE), range(2000), fine))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("2000001 points, at most 11000");
        assertThatThrownBy(() -> new Shape(999_999, List.of(), Aggregation.SUM, 0))
                .hasMessageContaining("0.001 s");
    }

    @Test
    void namesAndValuesOfLabelsAndHowManyThereAre() {
        LabelCatalog labels = queries.labels(Query.parseAny("{service_name=\"service1\"}"));

        assertThat(labels.names()).containsExactly(Query.TYPE_LABEL, "pod", "service_name", "version");
        assertThat(labels.values("version")).containsExactly("v0", "v1", "v2");
        assertThat(labels.values("nothing")).isEmpty();
        assertThat(labels.values(Query.TYPE_LABEL)).contains(Shop.TYPE).hasSize(2);
        assertThat(labels.cardinality(1))
                .extracting(LabelCatalog.Cardinality::label)
                .containsExactly("pod", "version", "service_name");
        assertThat(labels.cardinality(1).get(2))
                .isEqualTo(new LabelCatalog.Cardinality(
                        "service_name",
                        labels.series().size(),
                        1,
                        List.of(new LabelCatalog.Value(
                                "service1", labels.series().size()))));
        assertThat(queries.labels().byService(3)).hasSize(3);
        assertThat(queries.labels().during(0, Shop.START).series()).isEmpty();
        assertThat(queries.labels().during(Shop.START, Shop.START + 1).series()).hasSize(1);
    }

    private static TimeRange range(int seconds) {
        return new TimeRange(Shop.START, Shop.START + seconds * Shop.SECOND);
    }

    /** Later by a step whenever it is read. */
    private static final class SteppingClock extends Clock {
        private final Duration step;
        private Instant now = Instant.EPOCH;

        SteppingClock(Duration step) {
            this.step = step;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            Instant read = now;
            now = now.plus(step);
            return read;
        }
    }
}
