package dev.flamegate.tests.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.tests.Checkout;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugin, built by Maven, in Hudson 1.395, against a service with recorded profiles. */
@DisplayName("the plugin in Hudson 1.395")
class JenkinsPluginTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WAR_SHA_256 = "20b7099d04a97462f45aefbf533f6c03f238c553ab82cec5aeda38c2825a8af0";

    @TempDir
    static Path folder;

    private static ServiceProcess service;
    private static Controller controller;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = new ServiceProcess(folder.resolve("data"));
        for (String version : new String[] {"1.0.0", "1.0.1", "1.1.0"}) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
        }
        controller = new Controller(folder.resolve("controller"));
    }

    @AfterAll
    static void stop() {
        controller.close();
        service.close();
    }

    private static Map<String, String> step(String candidate) {
        Map<String, String> step = new LinkedHashMap<>();
        step.put("server", service.address());
        step.put("service", "shop");
        step.put("baseline", "1.0.0");
        step.put("candidate", candidate);
        return step;
    }

    private static String run(String job, Map<String, String> step) throws IOException, InterruptedException {
        controller.createJob(job, step, "");
        controller.build(job);
        return controller.result(job, 1);
    }

    @Test
    void theControllerIsTheOneThatIsNamed() throws IOException, NoSuchAlgorithmException {
        Path war = Checkout.root().resolve("tests/target/jenkins/hudson.war");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(war));
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(WAR_SHA_256);
    }

    @ParameterizedTest
    @CsvSource({
        "pass, 1.0.1, , SUCCESS, PASS",
        "fail, 1.1.0, , FAILURE, FAIL",
        "fail-unstable, 1.1.0, unstable, UNSTABLE, FAIL",
        "fail-nothing, 1.1.0, nothing, SUCCESS, FAIL",
        "inconclusive, 9.9.9, , UNSTABLE, INCONCLUSIVE"
    })
    void theVerdictBecomesTheConfiguredResult(
            String job, String candidate, String onFail, String result, String verdict)
            throws IOException, InterruptedException {
        Map<String, String> step = step(candidate);
        if (onFail != null) {
            step.put("onFail", onFail);
        }
        assertThat(run(job, step)).as(controller.consoleOf(job, 1)).isEqualTo(result);
        String page = controller.get("/job/" + job + "/1/flamegate/");
        assertThat(page).contains("<h1>" + verdict + "</h1>", candidate);
        assertThat(controller.consoleOf(job, 1)).contains("[flamegate] " + verdict + ": ");
    }

    @ParameterizedTest
    @CsvSource({"down, , FAILURE", "down-unstable, unstable, UNSTABLE", "down-nothing, nothing, SUCCESS"})
    void aServiceThatIsDownIsAnErrorAndNoVerdict(String job, String onError, String result)
            throws IOException, InterruptedException {
        Map<String, String> step = step("1.0.1");
        try (ServerSocket taken = new ServerSocket(0)) {
            step.put("server", "http://127.0.0.1:" + taken.getLocalPort());
        }
        if (onError != null) {
            step.put("onError", onError);
        }
        assertThat(run(job, step)).isEqualTo(result);
        assertThat(controller.consoleOf(job, 1))
                .contains("[flamegate] no verdict: no answer from http://127.0.0.1")
                .doesNotContain("\tat ");
        assertThat(controller.get("/job/" + job + "/1/flamegate/")).contains("<h1>ERROR</h1>");
    }

    @Test
    void theReportIsArchivedAndSurvivesARestart() throws IOException, InterruptedException {
        assertThat(run("kept", step("1.1.0"))).isEqualTo("FAILURE");
        Path workspace = controller.home().resolve("jobs/kept/workspace/flamegate-report");
        Path archived = controller.home().resolve("jobs/kept/builds/1/flamegate-report");
        for (String name :
                new String[] {"report.html", "report.json", "flamegraph.svg", "comment.md", "junit.xml", "report.sarif"
                }) {
            assertThat(archived.resolve(name)).isNotEmptyFile().hasSameBinaryContentAs(workspace.resolve(name));
        }
        assertThat(JSON.readTree(archived.resolve("report.json").toFile())
                        .path("verdict")
                        .asText())
                .isEqualTo("FAIL");
        controller.close();
        controller = new Controller(folder.resolve("controller"));
        assertThat(controller.get("/job/kept/1/flamegate/"))
                .contains("<h1>FAIL</h1>", "Cart.reprice", "files/flamegraph.svg")
                .doesNotContain("style=\"color", "<iframe");
        assertThat(controller.get("/job/kept/1/flamegate/files/flamegraph.svg")).contains("<svg");
        assertThat(controller.get("/job/kept/")).contains("Verdicts of Flamegate", "#1: FAIL");
    }

    @Test
    void variablesOfTheBuildAreFilledInAndProfilesOfTheWorkspaceUploaded() throws IOException, InterruptedException {
        Path profiles = folder.resolve("profiles");
        for (JsonNode profile : Fixtures.version("shop", "1.0.1").get("profiles")) {
            Path pod =
                    Files.createDirectories(profiles.resolve(profile.get("pod").asText()));
            String name = Path.of(profile.get("file").asText()).getFileName().toString();
            Files.write(pod.resolve(name), Fixtures.bytes(profile));
        }
        Map<String, String> step = step("build-${BUILD_NUMBER}");
        step.put("profiles", "profiles/**/*.pb.gz");
        controller.createJob("upload", step, "cp -r " + profiles + " profiles");
        controller.build("upload");
        String result = controller.result("upload", 1);
        assertThat(controller.consoleOf("upload", 1)).contains("profiles uploaded", "build-1 against 1.0.0");
        assertThat(result).as(controller.consoleOf("upload", 1)).isEqualTo("SUCCESS");
        assertThat(service.get("/api/v1/versions?service=shop").body()).contains("build-1");
    }

    @Test
    void aPolicyOfTheWorkspaceIsSentAlong() throws IOException, InterruptedException {
        controller.createJob("policy", step("1.1.0"), "printf 'informational: true\\n' > .flamegate.yml");
        controller.build("policy");
        assertThat(controller.result("policy", 1))
                .as(controller.consoleOf("policy", 1))
                .isEqualTo("SUCCESS");
        assertThat(controller.consoleOf("policy", 1)).contains("[flamegate] FAIL: ", "this changes nothing");
        controller.createJob("policy-typo", step("1.1.0"), "printf 'informatoinal: true\\n' > .flamegate.yml");
        controller.build("policy-typo");
        assertThat(controller.result("policy-typo", 1)).isEqualTo("FAILURE");
        assertThat(controller.consoleOf("policy-typo", 1))
                .contains("no key 'informatoinal'", "did you mean 'informational'");
    }

    @Test
    void theConfigurationFormComesBackAsItWasSent() throws IOException, InterruptedException {
        controller.createJob("form", step("1.0.1"), "");
        assertThat(controller.get("/job/form/configure"))
                .contains("name=\"_.server\"", "value=\"" + service.address() + "\"");
        Map<String, String> sent = new LinkedHashMap<>(step("<b>${TAG}</b> & more"));
        sent.put("type", "alloc_space");
        sent.put("policyFile", "ci/policy.yml");
        sent.put("profiles", "out/*.pb.gz");
        sent.put("waitMinutes", "2.5");
        sent.put("onFail", "UNSTABLE");
        sent.put("onInconclusive", "NOTHING");
        sent.put("onError", "UNSTABLE");
        sent.put("credentialsId", "flamegate-token");
        submit("form", sent);
        String stored = controller.get("/job/form/config.xml");
        String page = controller.get("/job/form/configure");
        sent.forEach((name, value) -> {
            String escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            assertThat(stored).contains("<" + name + ">" + escaped + "</" + name + ">");
            assertThat(page.replace("&gt;", ">")).contains(escaped.replace("&gt;", ">"));
        });
        assertThat(page).doesNotContain("<b>$");
    }

    private static void submit(String job, Map<String, String> fields) throws IOException, InterruptedException {
        ObjectNode builder = JSON.createObjectNode()
                .put("stapler-class", "dev.flamegate.jenkins.GateBuilder")
                .put("kind", "dev.flamegate.jenkins.GateBuilder$DescriptorImpl");
        fields.forEach(builder::put);
        ObjectNode form =
                JSON.createObjectNode().put("name", job).put("description", "").put("", "");
        form.set("properties", JSON.createObjectNode());
        form.set("scm", JSON.createObjectNode().put("value", "0"));
        form.set("builder", builder);
        Map<String, String> all = new HashMap<>(Map.of("name", job, "description", "", "json", form.toString()));
        assertThat(controller
                        .post("/job/" + job + "/configSubmit", Controller.form(all))
                        .statusCode())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checkServer?value=ftp://x | not an address",
                "checkServer?value=http://127.0.0.1:4040 | ",
                "checkServer?value=$FLAMEGATE_URL | ",
                "checkService?value= | needed",
                "checkBaseline?value={a=1 | ends with a brace",
                "checkWaitMinutes?value=soon | not a number of minutes",
                "checkWaitMinutes?value=2.5 | "
            })
    void fieldsAreCheckedWhileTheyAreTyped(String check, String trouble) throws IOException, InterruptedException {
        String[] parts = check.strip().split("=", 2);
        String answer = controller.get("/descriptorByName/dev.flamegate.jenkins.GateBuilder/" + parts[0] + "="
                + URLEncoder.encode(parts[1], StandardCharsets.UTF_8));
        if (trouble == null) {
            assertThat(answer).doesNotContain("class=error");
        } else {
            assertThat(answer).contains("class=error", trouble);
        }
    }

    @Test
    void theConnectionCanBeTriedAndEveryFieldHasHelp() throws IOException, InterruptedException {
        String test = "/descriptorByName/dev.flamegate.jenkins.GateBuilder/testConnection?server=";
        assertThat(controller.get(test + service.address())).contains("A Flamegate service answers there.");
        assertThat(controller.get(test + controller.url("/"))).contains("class=error");
        for (String field : PluginFiles.fields()) {
            assertThat(controller.get("/descriptor/dev.flamegate.jenkins.GateBuilder/help/" + field))
                    .as(field)
                    .contains("<div>");
        }
    }

    @Test
    void twoBuildsAtOnceGetTheirOwnAnswers() throws IOException, InterruptedException {
        controller.createJob("twin-a", step("1.0.1"), "");
        controller.createJob("twin-b", step("1.1.0"), "");
        controller.build("twin-a");
        controller.build("twin-b");
        assertThat(controller.result("twin-a", 1)).isEqualTo("SUCCESS");
        assertThat(controller.result("twin-b", 1)).isEqualTo("FAILURE");
        assertThat(controller.consoleOf("twin-a", 1))
                .contains("1.0.1 against 1.0.0")
                .doesNotContain("1.1.0");
    }

    @Test
    void anAbortedBuildLeavesNoExecutorHanging() throws IOException, InterruptedException {
        try (SilentService silent = new SilentService("")) {
            Map<String, String> step = step("1.0.1");
            step.put("server", silent.address());
            controller.createJob("aborted", step, "");
            controller.build("aborted");
            silent.awaitQuestion();
            assertThat(controller.post("/job/aborted/1/stop", "").statusCode()).isEqualTo(302);
            assertThat(controller.result("aborted", 1)).isEqualTo("ABORTED");
        }
        assertThat(controller.get("/computer/api/json")).contains("\"idle\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage | <html>a proxy's page</html> | answers something else than Flamegate does",
                "no-id | {\"state\":\"done\"} | no id of a gate",
                "odd-verdict | {\"id\":\"g1\",\"state\":\"done\",\"verdict\":\"MAYBE\"} | MAYBE",
                "odd-link | {\"id\":\"g1\",\"state\":\"running\",\"links\":{\"self\":\"http://elsewhere.example/\"}} | not one of its own",
            })
    void whatIsNoAnswerOfFlamegateIsALineInTheLog(String job, String body, String said)
            throws IOException, InterruptedException {
        try (SilentService other = new SilentService(body)) {
            Map<String, String> step = step("1.0.1");
            step.put("server", other.address());
            assertThat(run(job, step)).isEqualTo("FAILURE");
            assertThat(controller.consoleOf(job, 1))
                    .contains("[flamegate] no verdict: ", said)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void credentialsThatNobodyKnowsAreAnErrorBeforeAnythingIsSent() throws IOException, InterruptedException {
        Map<String, String> step = step("1.0.1");
        step.put("credentialsId", "no-such");
        assertThat(run("credentials", step)).isEqualTo("FAILURE");
        assertThat(controller.consoleOf("credentials", 1)).contains("no credentials 'no-such'");
    }

    @Test
    void thePluginIsListedAndBundlesNothing() throws IOException, InterruptedException {
        assertThat(controller.get("/pluginManager/installed")).contains("Flamegate");
        try (InputStream in = Files.newInputStream(PluginFiles.archive());
                ZipInputStream zip = new ZipInputStream(in)) {
            int jars = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                jars += entry.getName().endsWith(".jar") ? 1 : 0;
            }
            assertThat(jars).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0.1, SUCCESS", "1.1.0, FAILURE"})
    void theRecipeWithoutThePluginGivesTheSameResult(String candidate, String result)
            throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin-" + candidate));
        Path launcher = bin.resolve("flamegate");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -jar '"
                        + Checkout.root().resolve("gate-service/target/flamegate.jar") + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path recipe = Checkout.root().resolve("jenkins-plugin/examples/flamegate-gate.sh");
        String job = "recipe-" + candidate;
        controller.createJob(
                job,
                Map.of(),
                "export PATH='" + bin + "':\"$PATH\" FLAMEGATE_URL=" + service.address()
                        + " SERVICE=shop BASELINE=1.0.0 CANDIDATE=" + candidate + "\nsh '" + recipe + "'");
        controller.build(job);
        assertThat(controller.result(job, 1)).as(controller.consoleOf(job, 1)).isEqualTo(result);
        Path report = controller.home().resolve("jobs/" + job + "/workspace/flamegate-report");
        assertThat(report.resolve("junit.xml")).isNotEmptyFile();
        assertThat(report.resolve("report.sarif")).isNotEmptyFile();
    }
}
