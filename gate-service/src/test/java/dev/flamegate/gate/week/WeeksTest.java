package dev.flamegate.gate.week;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.gate.CandidateVerdicts;
import dev.flamegate.gate.week.Week.Cell;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.FunctionRow;
import dev.flamegate.http.HeldDocuments;
import dev.flamegate.http.HeldStore;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.rocksdb.RocksStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week of versions from what is stored, against a second computation from the profiles themselves. */
class WeeksTest {
    private static final int VERSIONS = 12;
    private static final WeekQuestion QUESTION =
            new WeekQuestion("shop", "cpu", LabelSelector.ALL, MadeWeek.START + 7 * 24 * MadeWeek.HOUR, 7);

    private final HeldDocuments documents = new HeldDocuments();

    @TempDir
    Path folder;

    private Week ask(ProfileStore store, WeekQuestion question) {
        return new Weeks(store, List.of("pod"), new CandidateVerdicts(documents)).of(question);
    }

    private Week ask(MadeWeek week) {
        HeldStore store = new HeldStore();
        store.append(week.profiles());
        return ask(store, QUESTION);
    }

    private static MadeWeek flat() {
        return new MadeWeek(4).run(VERSIONS, 5, (function, version) -> 1.0);
    }

    private static MadeWeek slowed() {
        return new MadeWeek(4)
                .run(VERSIONS, 6, (function, version) -> function.equals("shop.work7") && version >= 8 ? 2.5 : 1);
    }

    /** Mean over pods of the share that a function has itself, from the profiles alone. */
    private static Map<String, Map<String, Double>> shares(List<Profile> profiles) {
        Map<String, Map<String, Map<String, Long>>> counts = new HashMap<>();
        for (Profile profile : profiles) {
            Map<String, Long> pod = counts.computeIfAbsent(
                            profile.labels().valueOrEmpty(Labels.VERSION), any -> new HashMap<>())
                    .computeIfAbsent(profile.labels().valueOrEmpty(Labels.POD), any -> new HashMap<>());
            for (int i = 0; i < profile.stackCount(); i++) {
                int function = profile.tree().function(profile.node(i));
                pod.merge(profile.tree().functionAt(function).name().canonical(), profile.value(0, i), Long::sum);
                pod.merge("", profile.value(0, i), Long::sum);
            }
        }
        Map<String, Map<String, Double>> shares = new HashMap<>();
        counts.forEach((version, pods) -> pods.values()
                .forEach(pod -> pod.forEach((function, value) -> shares.computeIfAbsent(version, any -> new HashMap<>())
                        .merge(function, (double) value / pod.get("") / pods.size(), Double::sum))));
        return shares;
    }

    private static FunctionRow row(Week week, String function) {
        return week.functions().stream()
                .filter(row -> row.function().equals(function))
                .findFirst()
                .orElseThrow();
    }

    private static List<Change> changes(Week week) {
        return week.functions().stream()
                .flatMap(row -> row.cells().stream())
                .map(Cell::change)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void sharesAndChangesAreThoseOfTheProfiles() {
        MadeWeek made = flat();
        Map<String, Map<String, Double>> shares = shares(made.profiles());

        Week week = ask(made);

        assertThat(week.versions()).hasSize(VERSIONS);
        assertThat(week.functions()).hasSize(20);
        assertThat(week.profiles()).isEqualTo(made.profiles().size());
        for (FunctionRow row : week.functions()) {
            for (int version = 0; version < VERSIONS; version++) {
                double share = shares.get("1." + version).get(row.function());
                assertThat(row.cells().get(version).share().orElseThrow()).isCloseTo(share, within(1e-12));
                Change change = row.cells().get(version).change();
                if (version == 0) {
                    assertThat(change).isNull();
                } else {
                    double anchor = IntStream.range(Math.max(0, version - 7), version)
                            .mapToDouble(other -> shares.get("1." + other).get(row.function()))
                            .average()
                            .orElseThrow();
                    assertThat(change.anchor()).isCloseTo(anchor, within(1e-12));
                    assertThat(change.size()).isCloseTo(share - anchor, within(1e-12));
                    assertThat(change.low()).isLessThan(change.size());
                    assertThat(change.high()).isGreaterThan(change.size());
                }
            }
        }
    }

    @Test
    void aFlatWeekIsGrey() {
        Week week = ask(flat());

        assertThat(changes(week)).isNotEmpty().noneMatch(Change::significant);
        assertThat(week.steps()).isEmpty();
        assertThat(week.costSteps()).isEmpty();
        assertThat(week.versions())
                .allMatch(version -> version.tenReleasesAgo() == null
                        || version.tenReleasesAgo().grown().isEmpty());
    }

    @Test
    void anInjectedStepIsNamedAtItsVersionAndNothingElseIs() {
        MadeWeek made = slowed();

        Week week = ask(made);

        assertThat(week.functions().get(0).function()).isEqualTo("shop.work7");
        assertThat(week.steps()).hasSize(1);
        assertThat(week.steps().get(0).function()).isEqualTo("shop.work7");
        assertThat(week.steps().get(0).version()).isEqualTo("1.8");
        Map<String, Map<String, Double>> shares = shares(made.profiles());
        double before = IntStream.range(0, 8)
                .mapToDouble(version -> shares.get("1." + version).get("shop.work7"))
                .average()
                .orElseThrow();
        double after = IntStream.range(8, VERSIONS)
                .mapToDouble(version -> shares.get("1." + version).get("shop.work7"))
                .average()
                .orElseThrow();
        assertThat(week.steps().get(0).size()).isCloseTo(after - before, within(1e-12));
        Change change = row(week, "shop.work7").cells().get(8).change();
        assertThat(change.significant()).isTrue();
        assertThat(week.functions().stream()
                        .filter(row -> row.cells().get(8).change().significant())
                        .map(FunctionRow::function))
                .containsExactly("shop.work7");
        assertThat(week.versions().get(11).tenReleasesAgo().anchor()).isEqualTo("1.1");
        assertThat(week.versions().get(11).tenReleasesAgo().grown())
                .extracting(Week.Mover::function)
                .contains("shop.work7");
    }

    @Test
    void theCostOfARequestIsInTheUnitOfTheProfileAndItsStepIsFound() {
        Week week = ask(new MadeWeek(4).run(VERSIONS, 7, (function, version) -> version >= 6 ? 1.4 : 1.0));

        assertThat(week.steps()).as("no share changed").isEmpty();
        assertThat(week.costSteps()).hasSize(1);
        assertThat(week.costSteps().get(0).version()).isEqualTo("1.6");
        assertThat(week.costSteps().get(0).size()).isCloseTo(0.4, within(0.06));
        double cost = week.versions().get(0).cost().perRequest().orElseThrow();
        assertThat(cost).as("8000 samples of 10 ms for 1000 requests").isCloseTo(80e6, within(8e6));
    }

    /** 8000 samples of 10 ms in 30 seconds are 2.7 cores, on four pods. */
    @Test
    void sharesAreSaidInCoresOfThePodsThatRunNow() {
        Week week = ask(slowed());

        double cores = week.currentCores().orElseThrow();
        assertThat(cores).isBetween(4 * 2.5, 4 * 3.3);
        assertThat(week.steps().get(0).cores().orElseThrow())
                .isCloseTo(week.steps().get(0).size() * cores, within(1e-9));
    }

    @Test
    void theSameIsSaidFromSumsOfHoursAndDays() {
        MadeWeek made = slowed();
        Week raw = ask(made);
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(made.profiles());
            while (store.rollUp(Instant.ofEpochSecond(0, QUESTION.untilNanos() + 48 * MadeWeek.HOUR)) > 0) {
                // one hour after the other
            }
            Week rolledUp = ask(store.profiles(), QUESTION);

            RecursiveComparisonConfiguration nearly = RecursiveComparisonConfiguration.builder()
                    .withComparatorForType(
                            (a, b) -> Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? 0 : 1, Double.class)
                    .build();
            assertThat(rolledUp.functions()).usingRecursiveComparison(nearly).isEqualTo(raw.functions());
            assertThat(rolledUp.steps()).usingRecursiveComparison(nearly).isEqualTo(raw.steps());
            assertThat(rolledUp.profiles()).isEqualTo(raw.profiles());
            assertThat(rolledUp.versions()).hasSameSizeAs(raw.versions());
        }
    }

    @Test
    void aVersionThatFailedItsGateIsNoAnchor() {
        documents.put("candidate-verdict-1", "shop\0" + "1.5", "FAIL gate-9".getBytes(StandardCharsets.UTF_8));

        Week week = ask(flat());

        assertThat(week.versions().get(5).failedIn()).contains("gate-9");
        assertThat(week.versions().get(6).anchors()).containsExactly("1.0", "1.1", "1.2", "1.3", "1.4");
        assertThat(week.versions().get(11).anchors()).hasSize(7).doesNotContain("1.5");
    }

    @Test
    void versionsOfTheWeekBeforeAreAnchorsAndNoColumns() {
        HeldStore store = new HeldStore();
        store.append(flat().profiles());
        WeekQuestion later =
                new WeekQuestion("shop", "cpu", LabelSelector.ALL, MadeWeek.START + 6 * 24 * MadeWeek.HOUR, 3);

        Week week = ask(store, later);

        assertThat(week.versions().get(0).name()).isEqualTo("1.6");
        assertThat(week.versions().get(0).anchors()).containsExactly("1.0", "1.1", "1.2", "1.3", "1.4", "1.5");
    }

    @Test
    void oneVersionOrOnePodIsSaidInWords() {
        Week one = ask(new MadeWeek(4).run(1, 8, (function, version) -> 1.0));
        assertThat(one.versions().get(0).note()).startsWith("No version before it has enough pods");
        assertThat(one.notes())
                .anyMatch(note ->
                        note.startsWith("Lasting changes were not looked for: There are 20 rows over 1 versions."));
        assertThat(changes(one)).isEmpty();

        Week lonely = ask(new MadeWeek(1).run(4, 9, (function, version) -> 1.0).withoutRequests());
        assertThat(lonely.versions()).noneMatch(Week.Version::judged);
        assertThat(lonely.versions().get(0).note()).startsWith("It has fewer than 2 pods");
        assertThat(lonely.notes()).anyMatch(note -> note.startsWith("No version has 2 pods with enough samples"));
    }

    @Test
    void withoutRequestsTheCostIsNotGuessed() {
        Week week = ask(new MadeWeek(4).withoutRequests().run(5, 10, (function, version) -> 1.0));

        assertThat(week.versions())
                .allMatch(version -> version.cost().perRequest().isEmpty());
        assertThat(week.versions().get(0).cost().coresPerPod()).isPresent();
        assertThat(week.notes()).anyMatch(note -> note.contains("the cost of a request is not known"));
    }

    @Test
    void profilesWithoutVersionOrPodAreLeftOutAndCounted() {
        MadeWeek made = flat();
        HeldStore store = new HeldStore();
        List<Profile> more = new ArrayList<>(made.profiles());
        more.add(made.profiles().get(0).withLabels(Labels.of(Map.of(Labels.SERVICE, "shop", Labels.VERSION, "1.0"))));
        store.append(more);

        assertThat(ask(store, QUESTION).notes())
                .anyMatch(note -> note.startsWith("1 profiles name no version, or no pod"));
    }

    @Test
    void whatIsNotStoredIsRefusedByName() {
        HeldStore store = new HeldStore();
        assertThatThrownBy(() -> ask(store, QUESTION))
                .isInstanceOf(WeekRefusedException.class)
                .hasMessage("no profile of service 'shop' was ever stored");
        store.append(flat().profiles());
        assertThatThrownBy(() -> ask(store, new WeekQuestion("shop", "wall", LabelSelector.ALL, 1, 7)))
                .hasMessageContaining("has no profile type 'wall'; it has process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    }
}
