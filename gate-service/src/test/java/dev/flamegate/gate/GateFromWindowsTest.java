package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.Verdict;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate's report is the same, to the last digit, whether it reads recorded profiles or their sums by windows. */
class GateFromWindowsTest {
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "test", 1, "flamegate check");
    private static final Path RECORDED = Path.of("..", "fixtures", "profiles", "gopher-shop");
    private static final long MINUTE = 60_000_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long START = 19_675 * 24 * HOUR + 5 * HOUR + 17 * MINUTE + 3;

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder);
    }

    /** All recorded profiles of a version again and again, each pod with its own, every four minutes. */
    private void run(String version, long start, long end, boolean sayRequests) throws IOException {
        for (int pod = 1; pod <= 5; pod++) {
            List<Profile> recorded = recorded(version, "p" + pod);
            Labels labels = Labels.of(Map.of(Labels.SERVICE, "shop", Labels.VERSION, version, Labels.POD, "p" + pod));
            List<Profile> profiles = new ArrayList<>();
            for (long at = start + pod * 7_000_000_000L; at < end; at += 4 * MINUTE) {
                Profile profile = recorded.get(profiles.size() % recorded.size())
                        .withLabels(labels)
                        .at(at, 15_000_000_000L);
                profiles.add(sayRequests ? profile.withRequests(2000 + profiles.size()) : profile);
            }
            store.profiles().append(profiles);
        }
    }

    private static List<Profile> recorded(String version, String pod) throws IOException {
        List<Profile> profiles = new ArrayList<>();
        for (String file : List.of("1.pb.gz", "2.pb.gz", "3.pb.gz")) {
            Path path = RECORDED.resolve(version).resolve(pod).resolve(file);
            profiles.add(new PprofFormat(PprofLimits.DEFAULT).read(Files.readAllBytes(path), path.toString()));
        }
        return profiles;
    }

    private Selection select(TimeRange range) {
        EvaluationRequest request = new EvaluationRequest(
                "shop",
                "cpu",
                EvaluationRequest.Cohort.parse("1.0.0"),
                EvaluationRequest.Cohort.parse("1.1.0"),
                range,
                Look.ONLY);
        return new StoreSelection(store.profiles(), Policy.withDefaults()).select(request, "cpu");
    }

    private static GateReport report(Selection selection) {
        return new Evaluation(Policy.withDefaults()).evaluate(selection, "id", HERE);
    }

    private static int windows(Selection selection) {
        return selection.baseline().pods().stream()
                        .mapToInt(pod -> pod.windows().size())
                        .sum()
                + selection.candidate().pods().stream()
                        .mapToInt(pod -> pod.windows().size())
                        .sum();
    }

    private void rollUp() {
        Instant later = Instant.ofEpochSecond(0, START + 1000 * HOUR);
        while (store.rollUp(later) > 0) {
            // a few hours at a time
        }
    }

    /** @param fewer how many times fewer windows there are than profiles, at least */
    private void assertSame(TimeRange range, Verdict verdict, int fewer) {
        Selection raw = select(range);
        GateReport before = report(raw);
        rollUp();
        Selection summed = select(range);
        assertThat(before.verdict()).isEqualTo(verdict);
        assertThat(windows(summed) * fewer).isLessThanOrEqualTo(windows(raw));
        assertThat(new String(ReportJson.write(report(summed)), StandardCharsets.UTF_8))
                .isEqualTo(new String(ReportJson.write(before), StandardCharsets.UTF_8));
        store.close();
    }

    /** The pods stop being fresh on the first day, which is therefore read by hours and minutes; the rest of the time is one sum a pod. */
    @Test
    void whenBothVersionsRanAllTheTime() throws IOException {
        run("1.0.0", START, START + 30 * HOUR, true);
        run("1.1.0", START, START + 30 * HOUR, true);
        assertSame(TimeRange.ALL, Verdict.FAIL, 15);
    }

    @Test
    void whenTheCandidateRanForAPartOfTheTime() throws IOException {
        run("1.0.0", START, START + 30 * HOUR, false);
        run("1.1.0", START + 7 * HOUR + 13 * MINUTE, START + 20 * HOUR + 31 * MINUTE, false);
        assertSame(TimeRange.ALL, Verdict.FAIL, 5);
    }

    /** The first minutes of the candidate's pods are left out, though they are in the middle of a sum. */
    @Test
    void whenTheCandidateWasFreshForAPartOfTheTime() throws IOException {
        run("1.0.0", START, START + 3 * HOUR, false);
        run("1.1.0", START + 68 * MINUTE, START + 107 * MINUTE, false);
        GateReport report = report(select(TimeRange.ALL));
        assertThat(report.checks())
                .anySatisfy(check -> assertThat(check.detail()).contains("pods that were fresh then were left out"));
        assertSame(TimeRange.ALL, Verdict.FAIL, 1);
    }

    @Test
    void whenTheRangeIsLessThanADay() throws IOException {
        run("1.0.0", START, START + 30 * HOUR, false);
        run("1.1.0", START, START + 30 * HOUR, false);
        assertSame(new TimeRange(START + 111 * MINUTE + 7, START + 10 * HOUR), Verdict.FAIL, 1);
    }

    @Test
    void whenTheVersionsRanOneAfterTheOther() throws IOException {
        for (int day = 0; day < 8; day++) {
            run("1.0.0", START + day * 24 * HOUR, START + day * 24 * HOUR + 4 * HOUR, false);
        }
        run("1.1.0", START + 8 * 24 * HOUR + 5 * MINUTE, START + 8 * 24 * HOUR + 2 * HOUR + 3 * MINUTE, false);
        assertSame(TimeRange.ALL, Verdict.INCONCLUSIVE, 3);
    }

    /** Labels of samples make several series of one upload, which all say its requests. */
    @Test
    void whenPartsOfOneUploadSayTheSameRequests() throws IOException {
        run("1.0.0", START, START + 3 * HOUR, true);
        run("1.1.0", START, START + 3 * HOUR, true);
        for (String version : List.of("1.0.0", "1.1.0")) {
            List<Profile> parts = new ArrayList<>();
            Labels labels = Labels.of(
                    Map.of(Labels.SERVICE, "shop", Labels.VERSION, version, Labels.POD, "p1", "endpoint", "cart"));
            for (int i = 0; i < 30; i++) {
                parts.add(recorded(version, "p1")
                        .get(i % 3)
                        .withLabels(labels)
                        .at(START + 7_000_000_000L + i * 4 * MINUTE, 15_000_000_000L)
                        .withRequests(2000 + i));
            }
            store.profiles().append(parts);
        }
        assertSame(TimeRange.ALL, Verdict.FAIL, 1);
    }
}
