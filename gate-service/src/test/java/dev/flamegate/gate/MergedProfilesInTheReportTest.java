package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.export.Flamebearer;
import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.query.FrameTree;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of a report holds what the profiles held: stack by stack, side by side, and nothing else. */
class MergedProfilesInTheReportTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate diff");
    private static final long START = 1_760_000_000_000_000_000L;

    private final Map<Side, Map<String, Long>> sums = Map.of(
            Side.BASELINE, new TreeMap<>(),
            Side.CANDIDATE, new TreeMap<>());

    private GateReport report(long seed) {
        Random random = new Random(seed);
        SelectionBuilder selection = new SelectionBuilder(Fleet.CPU);
        for (Side side : Side.values()) {
            for (int pod = 0; pod < 4; pod++) {
                for (int window = 0; window < 3; window++) {
                    Profile profile = program(random, side).exact(Labels.EMPTY, START + window * 10_000_000_000L);
                    stacks(profile).forEach((path, value) -> sums.get(side).merge(path, value, Long::sum));
                    selection.add(side, "pod-" + pod, profile, 0);
                }
            }
        }
        return new Evaluation(Policy.withDefaults())
                .evaluate(selection.build("shop", "1.0", "a", "1.1", "b"), "id1", HERE);
    }

    /** Stacks with shared callers and recursion; some are on one side alone. */
    private static Fleet program(Random random, Side side) {
        Fleet fleet = new Fleet().stack("main;work", 50).stack("main", 3);
        for (int i = 0; i < 12; i++) {
            boolean present = i < 9 || (i == 10) == (side == Side.BASELINE);
            String path = "main;work;f" + i % 4 + (i % 3 == 0 ? ";f" + i % 4 : "") + ";g" + i;
            if (present) {
                fleet.stack(path, 10 + random.nextInt(90));
            }
        }
        return fleet;
    }

    private static Map<String, Long> stacks(Profile profile) {
        Map<String, Long> stacks = new TreeMap<>();
        CallTree tree = profile.tree();
        for (int i = 0; i < profile.stackCount(); i++) {
            StringBuilder path = new StringBuilder();
            for (int node = profile.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
                path.insert(0, ";" + tree.functionAt(tree.function(node)).name().raw());
            }
            stacks.merge(path.toString(), profile.value(0, i), Long::sum);
        }
        return stacks;
    }

    private static Map<String, Long> stacks(DiffTree tree, boolean candidate) {
        Map<String, Long> stacks = new TreeMap<>();
        for (int node = 0; node < tree.size(); node++) {
            StringBuilder path = new StringBuilder();
            for (int at = node; at > 0; at = tree.parent(at)) {
                path.insert(0, ";" + tree.name(at));
            }
            double self = candidate ? tree.candidateSelf(node) : tree.baselineSelf(node);
            if (self != 0) {
                assertThat(self).isEqualTo(Math.rint(self));
                stacks.put(path.toString(), (long) self);
            }
        }
        return stacks;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothSidesHoldTheSumOfTheirProfilesStackByStack(long seed) {
        GateReport report = report(seed);

        assertThat(stacks(report.tree(), false)).isEqualTo(sums.get(Side.BASELINE));
        assertThat(stacks(report.tree(), true)).isEqualTo(sums.get(Side.CANDIDATE));
        assertThat(report.subject().baseline().total())
                .isEqualTo(sums.get(Side.BASELINE).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(report.tree().candidateTotals()[0])
                .isEqualTo(report.subject().candidate().total());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noFrameIsSmallerThanItsOwnPartAndItsCalleesTogether(long seed) {
        DiffTree tree = report(seed).tree();
        for (boolean candidate : new boolean[] {false, true}) {
            double[] totals = candidate ? tree.candidateTotals() : tree.baselineTotals();
            double[] below = new double[totals.length];
            for (int node = totals.length - 1; node >= 0; node--) {
                below[node] += candidate ? tree.candidateSelf(node) : tree.baselineSelf(node);
                assertThat(totals[node]).isEqualTo(below[node]);
                if (node > 0) {
                    below[tree.parent(node)] += totals[node];
                }
            }
        }
    }

    /** The report's own writer, and the one that answers queries, of the same profiles. */
    @Test
    void itsFlamebearerIsThatOfTheMergedProfiles() throws Exception {
        GateReport report = report(4);
        JsonNode written = new ObjectMapper()
                .readTree(Rendering.FLAMEBEARER.bytes(report, new Links(null, null)))
                .get("flamebearer");
        Flamebearer asked =
                Flamebearer.of(FrameTree.of(List.of(merged(Side.BASELINE), merged(Side.CANDIDATE)), 10_000));

        List<String> names = new ArrayList<>();
        written.get("names").forEach(name -> names.add(name.asText()));
        assertThat(names).isEqualTo(asked.names());
        List<long[]> levels = new ArrayList<>();
        for (JsonNode level : written.get("levels")) {
            long[] numbers = new long[level.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = level.get(i).asLong();
            }
            levels.add(numbers);
        }
        assertThat(levels).usingRecursiveComparison().isEqualTo(asked.levels());
        assertThat(written.get("maxSelf").asLong()).isEqualTo(asked.maxSelf());
    }

    private Profile merged(Side side) {
        ProfileBuilder profile = new ProfileBuilder("merged", List.of(Fleet.CPU.sampleType()));
        sums.get(side).forEach((path, value) -> {
            int node = 0;
            for (String name : path.substring(1).split(";")) {
                node = profile.tree().child(node, profile.tree().function(Function.of(name, "", 0)), 0);
            }
            profile.add(node, 0, value);
        });
        return profile.build();
    }
}
