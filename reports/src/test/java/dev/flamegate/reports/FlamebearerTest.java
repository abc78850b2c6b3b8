package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves as Pyroscope's flamebearer or in two columns comes back as the same stacks. */
class FlamebearerTest {

    /** A frame as it is read: its path, and on each side where it starts, its total and its self. */
    private record Read(String path, long[] start, long[] total, long[] self) {}

    /** By path what ends there, on both sides. */
    private static Map<String, List<Long>> stacks(JsonNode document) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        List<Read> above = List.of();
        for (JsonNode level : document.at("/flamebearer/levels")) {
            List<Read> frames = new ArrayList<>();
            long[] x = new long[2];
            for (int at = 0; at < level.size(); at += 7) {
                long[] start = new long[2];
                long[] total = new long[2];
                long[] self = new long[2];
                for (int side = 0; side < 2; side++) {
                    start[side] = x[side] + level.get(at + 3 * side).asLong();
                    total[side] = level.get(at + 3 * side + 1).asLong();
                    self[side] = level.get(at + 3 * side + 2).asLong();
                    x[side] = start[side] + total[side];
                }
                String name = document.at("/flamebearer/names")
                        .get(level.get(at + 6).asInt())
                        .asText();
                String path = above.isEmpty() ? "" : caller(above, start, total).path() + ";" + name;
                frames.add(new Read(path, start, total, self));
                if (self[0] + self[1] > 0) {
                    assertThat(stacks.put(path, List.of(self[0], self[1])))
                            .as(path)
                            .isNull();
                }
            }
            above = frames;
        }
        return stacks;
    }

    /** The frame of the level above that spans this one on each side where it has samples. */
    private static Read caller(List<Read> above, long[] start, long[] total) {
        return above.stream()
                .filter(frame -> spans(frame, start, total, 0) && spans(frame, start, total, 1))
                .findFirst()
                .orElseThrow();
    }

    private static boolean spans(Read frame, long[] start, long[] total, int side) {
        return total[side] == 0
                || (frame.start[side] + frame.self[side] <= start[side]
                        && start[side] + total[side] <= frame.start[side] + frame.total[side]);
    }

    private static Map<String, List<Long>> stacks(DiffTree tree) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        for (int node = 1; node < tree.size(); node++) {
            long before = Math.round(tree.baselineSelf(node));
            long after = Math.round(tree.candidateSelf(node));
            StringBuilder path = new StringBuilder();
            for (int at = node; at > 0; at = tree.parent(at)) {
                path.insert(0, ";" + tree.name(at));
            }
            if (before + after > 0) {
                stacks.put(path.toString(), List.of(before, after));
            }
        }
        return stacks;
    }

    private static JsonNode document(GateReport report) throws Exception {
        return new JsonMapper().readTree(Flamebearer.of(report));
    }

    static List<GateReport> calm() {
        return List.of(SampleReports.fail(), SampleReports.pass(), MovedSample.report(), SampleReports.large(3000));
    }

    @ParameterizedTest
    @MethodSource("calm")
    void theStacksOfAFlamebearerAreThoseOfTheReport(GateReport report) throws Exception {
        JsonNode document = document(report);
        Map<String, List<Long>> stacks = stacks(report.tree());

        assertThat(stacks(document)).isEqualTo(stacks);
        assertThat(document.get("leftTicks").asLong())
                .isEqualTo(stacks.values().stream()
                        .mapToLong(values -> values.get(0))
                        .sum());
        assertThat(document.get("rightTicks").asLong())
                .isEqualTo(stacks.values().stream()
                        .mapToLong(values -> values.get(1))
                        .sum());
        assertThat(document.at("/flamebearer/numTicks").asLong())
                .isEqualTo(document.get("leftTicks").asLong()
                        + document.get("rightTicks").asLong());
        assertThat(document.at("/metadata/format").asText()).isEqualTo("double");
    }

    @Test
    void anEmptyReportIsOneFrame() throws Exception {
        double[] nothing = {0};
        DiffTree empty =
                new DiffTree(List.of("all"), new int[] {-1}, new int[1], nothing, nothing, new int[1], new int[] {-1});
        GateReport report = FlameGraphSvgTest.withTree(SampleReports.inconclusive(), empty);

        assertThat(document(report).at("/flamebearer/levels").toString()).isEqualTo("[[0,0,0,0,0,0,0]]");
        assertThat(DiffFolded.of(report)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("calm")
    void theStacksOfTheTwoColumnsAreThoseOfTheReport(GateReport report) {
        Map<String, List<Long>> stacks = new TreeMap<>();
        DiffFolded.of(report).lines().forEach(line -> {
            String[] columns = line.split(" (?=\\d+ \\d+$)| (?=\\d+$)");
            stacks.put(";" + columns[0], List.of(Long.parseLong(columns[1]), Long.parseLong(columns[2])));
        });

        assertThat(stacks).isEqualTo(stacks(report.tree()));
    }

    @Test
    void aNameCannotMakeAStackOrALineOfItsOwn() {
        GateReport report = SampleReports.hostile(List.of("a;b", "c\nd 1 2", "e 3 4"));

        assertThat(DiffFolded.of(report).lines())
                .containsExactly("main;a:b 20 60", "main;c d 1 2 20 60", "main;e 3 4 20 60");
    }
}
