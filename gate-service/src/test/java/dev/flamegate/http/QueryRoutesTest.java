package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import dev.flamegate.query.Shop;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRoutesTest {
    private static final String TIMES = "&from=1700000000&until=2024-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private final TestServer server = new TestServer();
    private final List<Profile> profiles = Shop.profiles(new Random(9), 60);

    @BeforeEach
    void fill() {
        server.store.append(profiles);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String merge(String query) {
        return "/api/v1/query/merge?query=" + encoded(query) + TIMES;
    }

    private FlatCum expected() {
        return FlatCum.sum(profiles.stream().map(p -> FlatCum.of(p, 1)).toList());
    }

    @Test
    void theTopFunctionsAreThoseOfAllProfiles() {
        JsonNode top = server.get("/api/v1/query/top?query=cpu&limit=3" + TIMES).json();

        FlatCum expected = expected();
        assertThat(top.path("total").asLong()).isEqualTo(expected.total());
        assertThat(top.path("unit").asText()).isEqualTo("nanoseconds");
        assertThat(top.path("functions")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode row = top.path("functions").get(i);
            assertThat(new FlatCum.Row(
                            row.path("function").asText(),
                            row.path("flat").asLong(),
                            row.path("cum").asLong()))
                    .isEqualTo(expected.rows().get(i));
        }
        assertThat(top.at("/truncated/0").asText()).isEqualTo("shows 3 of 8 functions");
    }

    @Test
    void theMergedProfileComesInEveryForm() {
        assertThat(new PprofFormat(PprofLimits.DEFAULT)
                        .read(
                                server.get(merge("cpu") + "&format=pprof")
                                        .response()
                                        .body(),
                                "answer"))
                .satisfies(read -> assertThat(FlatCum.of(read, 0)).isEqualTo(expected()));
        long folded = server.get(merge("cpu") + "&format=folded")
                .text()
                .lines()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(folded).isEqualTo(expected().total());
        assertThat(server.get(merge("cpu") + "&format=flamebearer")
                        .json()
                        .at("/flamebearer/numTicks")
                        .asLong())
                .isEqualTo(expected().total());
        assertThat(server.get(merge("cpu") + "&format=svg"))
                .satisfies(svg -> assertThat(svg.text()).startsWith("<svg").doesNotContain("<script"))
                .satisfies(svg -> assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml"));
        JsonNode frames = server.get(merge("cpu")).json().path("frames");
        assertThat(frames.at("/total/0").asLong()).isEqualTo(expected().total());
    }

    @Test
    void whatIsCutOffIsSaidInEveryForm() {
        String said = "shows the largest 2 frames; ";
        assertThat(server.get(merge("cpu") + "&max_nodes=2")
                        .json()
                        .at("/truncated/0")
                        .asText())
                .startsWith(said);
        assertThat(server.get(merge("cpu") + "&max_nodes=2&format=flamebearer")
                        .json()
                        .at("/truncated/0")
                        .asText())
                .startsWith(said);
        assertThat(server.get(merge("cpu") + "&max_nodes=2&format=svg").text()).contains(said);
        assertThat(server.get(merge("cpu") + "&max_nodes=2&format=svg").header("Flamegate-Truncated"))
                .startsWith(said);
    }

    @Test
    void aSeriesHasALineForEachValue() {
        JsonNode series = server.get("/api/v1/query/series?query=cpu&step=10m&group_by=version" + TIMES)
                .json();

        double sum = 0;
        for (JsonNode line : series.path("lines")) {
            for (JsonNode point : line.path("points")) {
                sum += point.path(1).asDouble();
            }
        }
        assertThat(series.path("lines")).hasSize(3);
        assertThat(sum).isEqualTo(expected().total());
    }

    @Test
    void aDifferenceHasBothSidesAndNoVerdict() {
        String sides = "/api/v1/query/diff?baseline=" + encoded("cpu{version=\"v0\"}") + "&candidate="
                + encoded("cpu{version=\"v1\"}") + TIMES;
        JsonNode diff = server.get(sides + "&limit=4").json();

        assertThat(diff.path("functions")).hasSize(4);
        assertThat(diff.path("functions_left_out").asInt()).isEqualTo(4);
        assertThat(diff.at("/functions/0/flat_points").isNumber()).isTrue();
        assertThat(server.get(sides + "&format=svg").text()).contains("nothing was tested, this is no verdict");
        assertThat(server.get(sides + "&format=flamebearer")
                        .json()
                        .at("/metadata/format")
                        .asText())
                .isEqualTo("double");
        assertThat(server.get(sides + "&format=folded")
                        .text()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .matches(".* \\d+ \\d+");
        assertThat(server.get(sides + "&format=pprof").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/query/merge                          | 400 | 'query' is missing",
                "/api/v1/query/merge?query=%7Bpod%3Dx%7D      | 400 | position 5: expected a quoted value",
                "/api/v1/query/merge?query=cpu&form=svg       | 400 | there is no parameter 'form'",
                "/api/v1/query/merge?query=cpu&format=png     | 400 | 'png' is none of [json",
                "/api/v1/query/merge?query=cpu&from=yesterday | 400 | 'yesterday' is not a time",
                "/api/v1/query/merge?query=cpu&from=2026-13-01T00:00:00Z | 400 | is not a time",
                "/api/v1/query/merge?query=cpu&max_nodes=2000000 | 400 | allowed are 1 to 1048576",
                "/api/v1/query/merge?query=wall               | 404 | has the type 'wall'",
                "/api/v1/query/series?query=cpu&from=0&step=1s | 400 | take a longer step",
                "/pyroscope/render?query=cpu&format=dot       | 400 | dot is not answered",
            })
    void whatIsWrongIsSaid(String path, int status, String message) {
        TestServer.Answer answer = server.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("message").asText()).contains(message);
    }

    @Test
    void goToolPprofReadsTheAddressAndShowsTheSameFigures() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, "go"))),
                "no go on this machine: its pprof is not asked");
        ProcessBuilder command = new ProcessBuilder(
                "go",
                "tool",
                "pprof",
                "-top",
                "-unit=ns",
                "-nodecount=1000",
                "-nodefraction=0",
                "-edgefraction=0",
                server.address() + merge("cpu") + "&format=pprof");
        command.environment().put("PPROF_TMPDIR", folder.toString());
        command.redirectErrorStream(true);
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();

        Map<String, List<Long>> rows = new TreeMap<>();
        printed.lines().map(line -> line.strip().split("\\s+", 6)).forEach(cells -> {
            if (cells.length == 6 && cells[4].endsWith("%")) {
                rows.put(cells[5], List.of(nanos(cells[0]), nanos(cells[3])));
            }
        });
        Map<String, List<Long>> expected = new TreeMap<>();
        expected().rows().forEach(row -> expected.put(row.function(), List.of(row.flat(), row.cum())));
        assertThat(rows).as(printed).isEqualTo(expected);
    }

    private static long nanos(String text) {
        return text.equals("0") ? 0 : Long.parseLong(text.replace("ns", ""));
    }

    @Test
    void scriptsForPyroscopeGetItsFlamebearer() {
        JsonNode render = server.get("/pyroscope/render?query=" + encoded(Shop.TYPE + "{}")
                        + "&from=1700000000&until=1700000600&groupBy=version&unknown=1")
                .json();

        assertThat(render.at("/flamebearer/numTicks").asLong())
                .isEqualTo(expected().total());
        assertThat(render.at("/metadata/sampleRate").asLong()).isEqualTo(1_000_000_000);
        assertThat(render.at("/timeline/durationDelta").asLong()).isEqualTo(15);
        long sum = 0;
        for (JsonNode group : render.path("groups")) {
            for (JsonNode sample : group.path("samples")) {
                sum += sample.asLong();
            }
        }
        assertThat(sum).isEqualTo(expected().total());

        JsonNode diff = server.get("/pyroscope/render-diff?leftQuery=cpu&rightQuery=cpu&leftFrom=0&rightFrom=0")
                .json();
        assertThat(diff.path("leftTicks").asLong()).isEqualTo(expected().total());
        assertThat(server.get("/pyroscope/label-values?label=version").text()).isEqualTo("[\"v0\",\"v1\",\"v2\"]");
        assertThat(server.get("/pyroscope/label-values?label=__name__").text()).contains(Shop.TYPE);
    }

    @Test
    void labelsAreListedAndCounted() {
        assertThat(server.get("/api/v1/labels").json().path("labels").toString())
                .isEqualTo("[\"__profile_type__\",\"pod\",\"service_name\",\"version\"]");
        assertThat(server.get("/api/v1/labels/version/values?query=" + encoded("{service_name=\"service1\"}"))
                        .json()
                        .path("values"))
                .hasSize(3);
        assertThat(server.get("/api/v1/labels?from=now-1h").json().path("labels"))
                .isEmpty();
        JsonNode cardinality = server.get("/api/v1/labels/cardinality?top=2").json();
        assertThat(cardinality.at("/labels/0/label").asText()).isEqualTo("pod");
        assertThat(cardinality.at("/labels/0/values").asInt()).isEqualTo(4);
        assertThat(cardinality.at("/labels/0/top")).hasSize(2);
        assertThat(cardinality.path("services")).hasSize(3);
    }

    @Test
    void thePageOfLabelsShowsHostileValuesAsText() {
        server.store.append(List.of(Shop.profile(
                new Random(1), Map.of("service_name", "<b>x", "zone", "\"><script>alert(1)</script>"), Shop.START)));
        TestServer.Answer page = server.get("/labels");

        assertThat(page.text())
                .contains("&lt;b&gt;x", "&lt;script&gt;", "<th scope=\"row\"><code>pod</code></th>")
                .doesNotContain("<script>", "<b>x");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    }
}
