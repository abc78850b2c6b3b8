package dev.flamegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.http.HeldStore;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.RefusedProfileException.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedStoreTest {
    private final HeldStore held = new HeldStore();
    private final List<Limit> refused = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aSeriesTooManyIsRefusedNamingTheLabelWithTheMostValues() {
        BoundedStore store = store(limits(10, 4, 0));
        for (int i = 0; i < 4; i++) {
            store.append(List.of(profile("service_name=shop,version=" + i % 2 + ",endpoint=e" + i, 1)));
        }

        assertThatThrownBy(() -> store.append(List.of(profile("service_name=shop,endpoint=e4", 1))))
                .isInstanceOf(RefusedProfileException.class)
                .hasMessage("service 'shop' has 4 series already, and no more are taken; label 'endpoint' has the most"
                        + " values, 4, and this profile has 'e4'");

        store.append(List.of(profile("service_name=shop,version=0,endpoint=e0", 1)));
        store.append(List.of(profile("service_name=cart", 1)));
        assertThat(held.profiles()).hasSize(6);
        assertThat(refused).containsExactly(Limit.SERIES);
    }

    @Test
    void seriesThatAreStoredAlreadyCountAfterARestart() {
        store(limits(10, 1, 0)).append(List.of(profile("service_name=shop,pod=a", 1)));
        BoundedStore restarted = store(limits(10, 1, 0));

        restarted.append(List.of(profile("service_name=shop,pod=a", 1)));
        assertThatThrownBy(() -> restarted.append(List.of(profile("service_name=shop,pod=b", 1))))
                .hasMessageContaining("label 'pod' has the most values, 1");
    }

    @Test
    void aRequestIsStoredWholeOrNotAtAllAndLeavesNothingCounted() {
        BoundedStore store = store(limits(10, 2, 0));

        assertThatThrownBy(() -> store.append(List.of(
                        profile("service_name=shop,pod=a", 1),
                        profile("service_name=shop,pod=b", 1),
                        profile("service_name=shop,pod=c", 1))))
                .isInstanceOf(RefusedProfileException.class);
        held.failWith(new StoreException("the disk is gone"));
        assertThatThrownBy(() -> store.append(List.of(profile("service_name=shop,pod=d", 1))))
                .isInstanceOf(StoreException.class);
        held.heal();

        assertThat(held.profiles()).isEmpty();
        store.append(List.of(profile("service_name=shop,pod=e", 1), profile("service_name=shop,pod=f", 1)));
        assertThat(held.profiles()).hasSize(2);
    }

    @Test
    void whatWouldBeDroppedAtOnceIsRefused() {
        BoundedStore store = new BoundedStore(
                held,
                limits(10, 4, 0),
                new Retention(Duration.ofDays(15), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0),
                clock(),
                refused::add);

        assertThatThrownBy(() -> store.append(
                        List.of(startingAt(now.minus(Duration.ofDays(15)).minusNanos(1)))))
                .isInstanceOf(RefusedProfileException.class)
                .hasMessageContaining("2026-11-06T11:59:59.999999999Z, longer ago than the 15d that profiles are kept");
        assertThatThrownBy(() -> store.append(List.of(startingAt(now.plus(Duration.ofHours(25))))))
                .hasMessageContaining("2026-11-22T13:00:00Z, but here it is 2026-11-21T12:00:00Z");
        store.append(List.of(startingAt(now.minus(Duration.ofDays(15))), startingAt(now.plus(Duration.ofHours(23)))));

        assertThat(held.profiles()).hasSize(2);
        assertThat(refused).containsExactly(Limit.AGE, Limit.AGE);
    }

    private static Profile startingAt(Instant start) {
        return new ProfileBuilder("test", List.of(new ValueType("cpu", "nanoseconds")))
                .labels(Labels.of(Map.of("service_name", "shop")))
                .time(start.getEpochSecond() * 1_000_000_000L + start.getNano(), 1)
                .build();
    }

    @Test
    void seriesWithoutAnyProfileLeftMakeRoomForNewOnes() {
        BoundedStore store = store(limits(10, 1, 0));
        store.append(List.of(profile("service_name=shop,pod=a", 1)));
        store.forgetDropped();
        assertThatThrownBy(() -> store.append(List.of(profile("service_name=shop,pod=b", 1))))
                .isInstanceOf(RefusedProfileException.class);

        held.clear();
        store.forgetDropped();

        store.append(List.of(profile("service_name=shop,pod=b", 1)));
    }

    @Test
    void aServiceTooManyIsRefused() {
        BoundedStore store = store(limits(1, 10, 0));
        store.append(List.of(profile("service_name=shop", 1)));

        assertThatThrownBy(() -> store.append(List.of(profile("service_name=shop-7f9c", 1))))
                .hasMessageContaining("'shop-7f9c' would be one more than the 1 services");
    }

    @Test
    void profilesComeAsFastAsAllowedWithTenSecondsInOneGo() {
        BoundedStore store = store(limits(10, 10, 2));
        List<Profile> twenty = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            twenty.add(profile("service_name=shop", 1));
        }
        store.append(twenty);

        assertThatThrownBy(() -> store.append(twenty.subList(0, 3)))
                .isInstanceOfSatisfying(RefusedProfileException.class, e -> {
                    assertThat(e.limit()).isEqualTo(Limit.RATE);
                    assertThat(e.retryAfterSeconds()).isEqualTo(2);
                });
        store.append(List.of(profile("service_name=cart", 1)));
        now = now.plusSeconds(2);
        store.append(twenty.subList(0, 3));
        assertThat(held.profiles()).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request_id", "requestId", "trace.id", "User-ID", "span_id", "session_id", "email"})
    void labelsThatNameOneRequestOrPersonAreRefusedWithAnExplanation(String name) {
        assertThatThrownBy(() -> store(ProfileLimits.withDefaults())
                        .append(List.of(profile("service_name=shop," + name + "=1", 1))))
                .isInstanceOfSatisfying(
                        RefusedProfileException.class, e -> assertThat(e.hint()).contains("limits.identity_labels"))
                .hasMessageContaining("label '" + name + "' names one request or person");
        assertThat(held.profiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1,b=2,c=3,d=4,service_name=s | LABEL_COUNT | 5 labels, at most 4 are taken: [a, b, c, d, service_name]",
                "abcdefghijklmnopq=1,service_name=s | LABEL_NAME | has 17 characters, at most 16 are taken",
                "a=12345678901,service_name=s | LABEL_VALUE | value of label 'a' has 11 characters, at most 10",
            })
    void labelsTooManyOrTooLongAreRefusedNamingThem(String labels, Limit limit, String message) {
        ProfileLimits small = new ProfileLimits(4, 16, 10, 10, 10, 0, 10, 10, List.of());

        assertThatThrownBy(() -> store(small).append(List.of(profile(labels, 1))))
                .hasMessageContaining(message);
        assertThat(refused).containsExactly(limit);
    }

    @Test
    void profilesWithTooManyStacksOrTooDeepOnesAreRefused() {
        ProfileLimits small = new ProfileLimits(4, 16, 10, 10, 10, 0, 3, 3, List.of());

        assertThatThrownBy(() -> store(small).append(List.of(profile("service_name=s", 4))))
                .hasMessageContaining("4 different stacks, at most 3");
        assertThatThrownBy(() -> store(small).append(List.of(deep("service_name=s", 4))))
                .hasMessageContaining("a stack has 4 functions, at most 3");
        store(small).append(List.of(deep("service_name=s", 3)));
        assertThat(refused).containsExactly(Limit.STACKS, Limit.DEPTH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service.name=s,service.version=1 | s | 1",
                "app_kubernetes_io_name=s,app_kubernetes_io_version=1,app=x | s | 1",
                "service_name=s,service.name=other,version=1,service.version=2 | s | 1",
            })
    void labelsAreKnownByTheirUsualNamesWhereTheirOwnIsAbsent(String labels, String service, String version) {
        store(ProfileLimits.withDefaults())
                .append(List.of(profile(labels + ",k8s.pod.name=p,instance=i,cloud.region=eu", 1)));

        Labels stored = held.profiles().get(0).labels();
        assertThat(stored.asMap())
                .containsEntry("service_name", service)
                .containsEntry("version", version)
                .containsEntry("pod", "p")
                .containsEntry("region", "eu")
                .containsEntry("instance", "i")
                .doesNotContainKey("env");
    }

    @Test
    void theUsualNameGoesWhereThereIsNoRoomForBoth() {
        Map<String, String> thirty = new TreeMap<>();
        for (int i = 0; i < Labels.COUNT_MAX - 2; i++) {
            thirty.put("l" + i, "v");
        }
        thirty.put("service_name", "s");
        thirty.put("pod_name", "p");

        Labels added = dev.flamegate.profile.UsualNames.added(Labels.of(thirty));

        assertThat(added.asMap())
                .hasSize(Labels.COUNT_MAX)
                .containsEntry("pod", "p")
                .doesNotContainKey("pod_name");
    }

    private BoundedStore store(ProfileLimits limits) {
        return new BoundedStore(held, limits, Retention.FOREVER, clock(), refused::add);
    }

    private static ProfileLimits limits(int services, int series, int perSecond) {
        return new ProfileLimits(30, 100, 100, services, series, perSecond, 100, 100, List.of());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static Profile profile(String labels, int stacks) {
        ProfileBuilder builder = builder(labels);
        for (int i = 0; i < stacks; i++) {
            builder.add(builder.tree().child(CallTree.ROOT, function(builder, "f" + i), 0), 0, 1);
        }
        return builder.build();
    }

    private static Profile deep(String labels, int depth) {
        ProfileBuilder builder = builder(labels);
        int node = CallTree.ROOT;
        for (int i = 0; i < depth; i++) {
            node = builder.tree().child(node, function(builder, "f"), i);
        }
        builder.add(node, 0, 1);
        return builder.build();
    }

    private static int function(ProfileBuilder builder, String name) {
        return builder.tree().function(Function.of(name, "", 0));
    }

    private static ProfileBuilder builder(String labels) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : labels.split(",")) {
            pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return new ProfileBuilder("test", List.of(new ValueType("cpu", "nanoseconds")))
                .name("process_cpu")
                .time(1_790_000_000_000_000_000L, 1)
                .labels(Labels.of(pairs));
    }
}
