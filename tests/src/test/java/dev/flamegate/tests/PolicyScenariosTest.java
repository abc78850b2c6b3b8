package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies, acknowledgements and replays on recorded profiles, by the public API and the command line alone. */
class PolicyScenariosTest {
    private static final String REPRICE = "dev/flamegate/fixtures/shop/Cart.reprice";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        service = new ServiceProcess(folder.resolve("data"));
        for (String version : new String[] {"1.0.0", "1.0.1", "1.1.0"}) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> ask(String candidate, String policy) throws IOException, InterruptedException {
        ObjectNode question = JSON.createObjectNode()
                .put("service", "shop")
                .put("baseline", "1.0.0")
                .put("candidate", candidate)
                .put("commit", "abc123");
        if (!policy.isEmpty()) {
            question.put("policy", policy);
        }
        return service.postJson("/api/v1/gates?wait=60s", question.toString());
    }

    private static JsonNode gate(String candidate, String policy) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(candidate, policy);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String acknowledged(String reprice, String cost, LocalDate expires) {
        return """
                acknowledgements:
                  - {function: %s, service: shop, up_to: {percent: %s}, reason: rounding by country, author: anna, expires: %s}
                  - {request_cost: true, service: shop, up_to: {percent: %s}, reason: rounding by country, author: anna, expires: %s}
                """.formatted(REPRICE.replace('/', '.'), reprice, expires, cost, expires);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static int check(Path policy, String candidate) throws IOException, InterruptedException {
        String[] arguments = {
            "check",
            "--url",
            service.address(),
            "--service",
            "shop",
            "--baseline",
            "1.0.0",
            "--candidate",
            candidate,
            "--policy",
            policy.toString()
        };
        return Flamegate.run(folder, arguments).exitCode();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void anAcknowledgementThatHoldsLetsTheKnownGrowthThroughAndTheReportListsIt() throws Exception {
        JsonNode gate = gate("1.1.0", acknowledged("500", "30", today().plusDays(10)));

        assertThat(gate.at("/verdict").asText())
                .as(gate.at("/headline").asText())
                .isEqualTo("PASS");
        assertThat(gate.at("/report/policy/acknowledgements").findValuesAsText("state"))
                .containsExactly("HELD", "HELD");
        assertThat(gate.at("/headline").asText()).contains("apart from 2 acknowledged growths");
        assertThat(service.get(gate.at("/links/comment").asText()).body())
                .contains("rounding by country", "10 days left");
        assertThat(service.get("/api/v1/audit?limit=10").body())
                .contains("acknowledgement-held", "abc123", "127.0.0.1");
    }

    @Test
    void anExpiredOneFailsAgainAndSoDoesAnExceededOne() throws Exception {
        JsonNode expired = gate("1.1.0", acknowledged("500", "30", today().minusDays(1)));
        JsonNode exceeded = gate("1.1.0", acknowledged("20", "30", today().plusDays(1)));

        assertThat(expired.at("/verdict").asText()).isEqualTo("FAIL");
        assertThat(expired.at("/report/policy/acknowledgements").findValuesAsText("state"))
                .containsExactly("EXPIRED", "EXPIRED");
        assertThat(exceeded.at("/verdict").asText()).isEqualTo("FAIL");
        assertThat(exceeded.at("/report/findings/0/explanation").asText()).contains("acknowledgement is exceeded");
        assertThat(exceeded.at("/report/policy/acknowledgements").findValuesAsText("state"))
                .containsExactly("EXCEEDED", "HELD");
    }

    @Test
    void aTypingErrorInAPolicyIsRefusedWithItsPlaceAndNothingIsJudged() throws Exception {
        HttpResponse<String> answer = ask("1.1.0", "informational: true\nthreshold:\n  pionts: 3\n");
        Flamegate check = Flamegate.run(
                folder,
                "policy",
                "check",
                file("typo.yml", "infromational: true\n").toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line 3, column 3", "pionts", "did you mean 'points'?");
        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.standardError()).contains("typo.yml, line 1, column 1", "did you mean 'informational'?");
    }

    @Test
    void informationalShowsTheFailAndStopsNoPipeline() throws Exception {
        Path policy = file("informational.yml", "informational: true\n");

        JsonNode gate = gate("1.1.0", "informational: true\n");

        assertThat(gate.at("/verdict").asText()).isEqualTo("FAIL");
        assertThat(gate.at("/conclusion").asText()).isEqualTo("NEUTRAL");
        assertThat(check(policy, "1.1.0")).isEqualTo(0);
        assertThat(check(file("empty.yml", ""), "1.1.0")).isEqualTo(1);
    }

    @Test
    void anIgnoredFunctionCannotFailAndIsListed() throws Exception {
        String cost = acknowledged("1", "30", today())
                .lines()
                .filter(line -> !line.contains("function"))
                .reduce("", (a, b) -> a + b + "\n");
        JsonNode gate = gate("1.1.0", "ignore: ['**.Cart.reprice']\n" + cost);

        assertThat(gate.at("/verdict").asText())
                .as(gate.at("/headline").asText())
                .isEqualTo("PASS");
        assertThat(gate.at("/report/policy/ignored")).hasSize(1);
    }

    @Test
    void aPatternWithItsOwnThresholdIsJudgedByIt() throws Exception {
        JsonNode gate = gate(
                "1.1.0",
                "functions:\n  - pattern: dev.flamegate.**.Cart.*\n    threshold: {points: 15}\n    must_detect: {points: 20}\n");

        assertThat(gate.at("/report/findings").findValuesAsText("row"))
                .allSatisfy(row -> assertThat(
                                gate.at("/report/rows/" + row + "/function").asText())
                        .doesNotContain("Cart."));
        assertThat(gate.at("/report/policy/settings").toString()).contains("fails from 15 points");
    }

    @Test
    void aVersionWithoutProfilesNeverPassesWhateverThePolicySaysOfInconclusive() throws Exception {
        JsonNode gate = gate("9.9.9", "inconclusive: pass\nrequire_baseline: false\n");

        assertThat(gate.at("/verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(gate.at("/conclusion").asText()).isEqualTo("FAILURE");
    }

    @Test
    void aServiceThatCannotBeReachedStopsThePipelineUnlessThePolicySaysOtherwise() throws Exception {
        String[] nowhere = {
            "check",
            "--url",
            "http://127.0.0.1:1",
            "--service",
            "shop",
            "--baseline",
            "1",
            "--candidate",
            "2",
            "--policy"
        };
        for (String[] expected : new String[][] {{"errors: neutral\n", "0"}, {"errors: fail\n", "4"}}) {
            String[] arguments = java.util.Arrays.copyOf(nowhere, nowhere.length + 1);
            arguments[nowhere.length] = file("errors.yml", expected[0]).toString();
            Flamegate check = Flamegate.run(folder, arguments);
            assertThat(check.exitCode()).as(check.standardError()).isEqualTo(Integer.parseInt(expected[1]));
            assertThat(check.standardError()).contains("no answer from http://127.0.0.1:1");
        }
    }

    @Test
    void anotherPolicyIsTriedOnTheGatesOfBefore() throws Exception {
        gate("1.1.0", "");
        Path policy = file("new.yml", acknowledged("500", "30", today().plusDays(1)));

        Flamegate retro = Flamegate.run(
                folder,
                "retro",
                "--policy",
                policy.toString(),
                "--service",
                "shop",
                "--last",
                "30",
                "--url",
                service.address());

        assertThat(retro.exitCode()).as(retro.standardError()).isEqualTo(0);
        assertThat(retro.standardOutput())
                .containsPattern("FAIL failure +-> PASS success +-" + REPRICE + " -cost of a request");
    }

    @Test
    void aReplayIsIdenticalAfterARestartAndWhenOnlyTheDocumentsAreLeft() throws Exception {
        Path data = folder.resolve("replay");
        String id;
        try (ServiceProcess first = new ServiceProcess(data)) {
            Fixtures.push(first, "shop", Fixtures.version("shop", "1.0.0"));
            Fixtures.push(first, "shop", Fixtures.version("shop", "1.1.0"));
            HttpResponse<String> answer = first.postJson(
                    "/api/v1/gates?wait=60s",
                    JSON.createObjectNode()
                            .put("service", "shop")
                            .put("baseline", "1.0.0")
                            .put("candidate", "1.1.0")
                            .put("policy", acknowledged("500", "30", today()))
                            .toString());
            id = JSON.readTree(answer.body()).at("/id").asText();
        }
        Path documents = folder.resolve("documents");
        try (RocksStore before = RocksStore.open(data);
                RocksStore after = RocksStore.open(documents)) {
            for (String kind : new String[] {"gate-report", "gate-evidence-1"}) {
                copy(before.documents(), after.documents(), kind);
            }
        }
        for (Path store : new Path[] {data, documents}) {
            Flamegate replay = Flamegate.run(folder, "replay", id, "--store", store.toString());
            assertThat(replay.standardOutput() + replay.standardError()).startsWith("identical: ");
            assertThat(replay.exitCode()).isEqualTo(0);
        }
    }

    /** Recorded profiles under the names of 20 pods a side: what docs/evidence.md says of the size. */
    @Test
    void theEvidenceOfTwentyPodsASideIsAsSmallAsTheDocumentSays() throws Exception {
        for (String version : new String[] {"1.0.0", "1.1.0"}) {
            List<JsonNode> profiles = new ArrayList<>();
            Fixtures.version("shop", version).get("profiles").forEach(profiles::add);
            for (int i = 0; i < 60; i++) {
                JsonNode profile = profiles.get(i % profiles.size());
                HttpResponse<String> answer = service.post(
                        "/api/v1/profiles?service=fleet&version=" + version + "&pod=p" + i / 3,
                        Fixtures.bytes(profile),
                        "application/octet-stream");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
        HttpResponse<String> answer = service.postJson(
                "/api/v1/gates?wait=60s", "{\"service\":\"fleet\",\"baseline\":\"1.0.0\",\"candidate\":\"1.1.0\"}");
        String id = JSON.readTree(answer.body()).at("/id").asText();
        int bytes = service.getBytes("/api/v1/gates/" + id + "/evidence").length;
        int report = JSON.readTree(answer.body()).at("/report").toString().length();

        String said = Files.readString(Checkout.root().resolve("gate-service/docs/evidence.md"));
        Matcher figure = Pattern.compile("20 pods a side: at most (\\d+) KiB").matcher(said);
        assertThat(figure.find()).isTrue();
        assertThat(bytes)
                .as("evidence %s bytes, report %s bytes", bytes, report)
                .isBetween(50 * 1024, Integer.parseInt(figure.group(1)) * 1024);
    }

    private static void copy(DocumentStore from, DocumentStore to, String kind) {
        from.ids(kind).forEach(id -> to.put(kind, id, from.get(kind, id).orElseThrow()));
        assertThat(to.ids(kind)).isNotEmpty();
    }
}
