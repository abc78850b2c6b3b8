package dev.flamegate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.flamegate.corpus.Catalogue;
import dev.flamegate.corpus.Expectations;
import dev.flamegate.corpus.Expectations.Decoded;
import dev.flamegate.corpus.Expectations.Refused;
import dev.flamegate.corpus.PprofReading;
import dev.flamegate.corpus.SecondReading;
import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.Gunzip;
import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every real file goes the whole way of a push, into a store on disk that another process could open afterwards. What is then in the
 * store is what a second reader finds in the file; of what was refused there is nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFileOfTheCorpusTest {
    private static final Duration ONE_FILE_MAX = Duration.ofSeconds(60);
    private static final Pattern GO_TOTAL = Pattern.compile("Showing nodes accounting for .* of (-?\\d+)[^\\d]* total");

    private static final int SMALL_BYTES = 1 << 12;
    private static final List<String> NAMED_FORMATS =
            List.of("folded", "lines", "trie", "tree", "jfr", "pprof", "speedscope");

    private static final Map<String, String> COUNTED = Map.of(
            "memory:alloc_in_new_tlab_objects/count", "ObjectAllocationInNewTLAB",
            "memory:alloc_outside_tlab_objects/count", "ObjectAllocationOutsideTLAB",
            "memory:alloc_sample_objects/count", "ObjectAllocationSample",
            "mutex:contentions/count", "JavaMonitorEnter",
            "block:contentions/count", "ThreadPark");

    private record Answer(int status, String body) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> answers = new TreeMap<>();
    private Corpus corpus;
    private Catalogue catalogue;
    private Expectations expectations;
    private RocksStore store;

    @BeforeAll
    void pushEveryFile(@TempDir Path folder) throws Exception {
        corpus = Corpus.orSkip();
        catalogue = new Catalogue(corpus);
        expectations = new Expectations(folder);
        try (LocalService service = start(folder)) {
            for (String file : files()) {
                answers.put(file, push(service.address(), file));
            }
        }
        store = RocksStore.open(folder.resolve("data"));
    }

    private static LocalService start(Path folder) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "http: {port: 0}\nstore: {folder: '" + folder.resolve("data") + "'}\nlog: {level: WARN}\n"
                        + "retention: {profiles: 0s}\n");
        LoadedSettings loaded = SettingsReader.read(settings, Map.of());
        return LocalService.start(loaded.settings(), loaded.scrapes(), Clock.systemUTC());
    }

    @AfterAll
    void closeStore() {
        if (store != null) {
            store.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> isStoredWholeOrRefusedWhole() {
        return files().stream().map(file -> dynamicTest(file, () -> check(file)));
    }

    @Test
    void nothingIsInTheStoreThatWasNotAccepted(TestReporter reporter) {
        Set<String> stored = new LinkedHashSet<>();
        store.profiles()
                .series(LabelSelector.ALL)
                .forEach(series -> stored.add(series.labels().valueOrEmpty(Labels.SERVICE)));

        assertThat(stored)
                .isNotEmpty()
                .allSatisfy(service -> assertThat(answers.get(service))
                        .extracting(Answer::status)
                        .isEqualTo(200));
        assertThat(answers.values())
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isLessThan(500));
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach(
                (file, answer) -> counts.merge(answer.status() + " " + catalogue.format(file), 1, Integer::sum));
        counts.forEach((what, count) -> reporter.publishEntry(what, count.toString()));
    }

    /** Clients say what a body is, and may be wrong. */
    @Test
    void aSmallFileIsReadOrRefusedAsWhateverItIsCalled(@TempDir Path folder) throws Exception {
        try (LocalService service = start(folder)) {
            for (String file : files()) {
                byte[] body = corpus.bytes(file);
                for (String format : body.length > SMALL_BYTES ? List.<String>of() : NAMED_FORMATS) {
                    Answer answer = post(service.address().resolve("/ingest?name=any.cpu&format=" + format), body);
                    assertThat(answer.status()).as(file + " as " + format).isIn(200, 400, 422);
                    assertThat(answer.body().isEmpty()).isEqualTo(answer.status() == 200);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> theSecondReaderOfPprofFindsTheTotalsOfGo() {
        return corpus.files("oracle").stream()
                .filter(table -> table.endsWith(".txt")
                        && catalogue.format(source(table)).equals("pprof"))
                .map(table -> dynamicTest(source(table), () -> {
                    List<Long> twice = PprofReading.absoluteTotals(content(source(table))).stream()
                            .flatMap(total -> Stream.of(total, total))
                            .toList();
                    assertThat(totalsOfGo(table)).isEqualTo(twice);
                }));
    }

    /** Twice each, because each table is there twice: by flat and by cum. */
    private List<Long> totalsOfGo(String table) {
        return corpus.lines(table).stream()
                .map(GO_TOTAL::matcher)
                .filter(Matcher::matches)
                .map(line -> Long.parseLong(line.group(1)))
                .toList();
    }

    /** The oracle's tables are ours, not what a client sends. */
    private List<String> files() {
        return corpus.files("").stream()
                .filter(file -> !file.startsWith("oracle/"))
                .toList();
    }

    private Answer push(URI service, String file) throws IOException, InterruptedException {
        String path = catalogue.format(file).startsWith("OTLP")
                ? "/v1development/profiles"
                : "/api/v1/profiles?service=" + URLEncoder.encode(file, UTF_8);
        return post(service.resolve(path), corpus.bytes(file));
    }

    private Answer post(URI address, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ONE_FILE_MAX)
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private void check(String file) throws IOException {
        Answer answer = answers.get(file);
        if (expectations.of(file, catalogue.format(file)) instanceof Refused refused) {
            assertThat(answer.status()).as(answer.body()).isBetween(400, 422);
            assertThat(answer.body()).contains(refused.words());
            assertThat(store.profiles().series(of(file))).isEmpty();
        } else if (expectations.of(file, catalogue.format(file)) instanceof Decoded decoded) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            compare(file, decoded.reading());
        }
    }

    private void compare(String file, SecondReading reading) throws IOException {
        Map<String, Long> stored = stored(file, reading);
        Map<String, Long> expected;
        try {
            expected = new HashMap<>(reading.totals(content(file)));
        } catch (Exception | InternalError theReaderOfThisJdkTrips) {
            compareWithCatalogue(file, stored);
            return;
        }
        expected.values().removeIf(total -> total == 0);
        assertThat(stored.keySet()).isEqualTo(expected.keySet());
        expected.forEach((type, total) ->
                assertThat(stored.get(type)).as(type).isCloseTo(total, within(reading.tolerance(type, expected))));
    }

    /** Of what was recorded something is stored, and not more than there is: the catalogue counts events without a stack too. */
    private void compareWithCatalogue(String file, Map<String, Long> stored) {
        Map<String, Long> events = catalogue.events(file);
        COUNTED.forEach((type, event) -> {
            long recorded = events.getOrDefault(event, 0L);
            assertThat(stored.getOrDefault(type, 0L)).as(type).isBetween(Math.min(1, recorded), recorded);
        });
        long samples =
                stored.getOrDefault("process_cpu:cpu/samples", 0L) + stored.getOrDefault("wall:wall/samples", 0L);
        long recorded = events.getOrDefault("ExecutionSample", 0L);
        assertThat(samples).isBetween(Math.min(1, recorded), recorded);
    }

    private Map<String, Long> stored(String file, SecondReading reading) {
        Map<String, Long> stored = new TreeMap<>();
        Set<ProfileType> types = new LinkedHashSet<>();
        store.profiles().series(of(file)).forEach(series -> types.addAll(series.types()));
        for (ProfileType type : types) {
            for (StoredProfile profile : store.profiles()
                    .select(file, type, LabelSelector.ALL, TimeRange.ALL)
                    .profiles()) {
                stored.merge(key(type, reading), value(type, profile, reading), Long::sum);
            }
        }
        stored.values().removeIf(total -> total == 0);
        return stored;
    }

    private byte[] content(String file) {
        byte[] body = corpus.bytes(file);
        return Gunzip.matches(body) ? Gunzip.content(body, 1 << 30, file) : body;
    }

    private static String key(ProfileType type, SecondReading reading) {
        if (!reading.namesProfiles()) {
            return type.sampleType().toString();
        }
        String sampleType = inSamples(type)
                ? type.sampleType().type() + "/samples"
                : type.sampleType().toString();
        return type.name() + ":" + sampleType;
    }

    private static long value(ProfileType type, StoredProfile profile, SecondReading reading) {
        long total = profile.vector().total();
        return reading.namesProfiles() && inSamples(type) ? total / profile.period() : total;
    }

    private static boolean inSamples(ProfileType type) {
        return type.sampleType().equals(type.periodType());
    }

    private static LabelSelector of(String service) {
        return new LabelSelector(List.of(new LabelMatcher(Labels.SERVICE, LabelMatcher.Operator.EQUAL, service)));
    }

    /** The path of the profile that a table is about, which its name spells with {@code __} for {@code /}. */
    private static String source(String table) {
        String name = table.substring(table.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - ".txt".length()).replace("__", "/");
    }
}
