package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the page about promotion, asked as the tools ask. */
@Timeout(180)
class PromoteExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void judge() throws Exception {
        service = new ServiceProcess(folder);
        for (String version : List.of("1.0.0", "1.0.1", "1.1.0")) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
        }
        assertThat(verdict("1.0.1")).isEqualTo("PASS");
        assertThat(verdict("1.1.0")).isEqualTo("FAIL");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String verdict(String candidate) throws Exception {
        return verdict("1.0.0", candidate);
    }

    private static String verdict(String baseline, String candidate) throws Exception {
        String question =
                "{\"service\": \"shop\", \"baseline\": \"" + baseline + "\", \"candidate\": \"" + candidate + "\"}";
        return JSON.readTree(
                        service.postJson("/api/v1/gates?wait=60s", question).body())
                .path("verdict")
                .asText();
    }

    /** The example under a heading. */
    private static JsonNode example(String tool) throws Exception {
        String page = Files.readString(Checkout.root().resolve("gate-service/docs/promote.md"));
        Matcher block = Pattern.compile("## " + tool + "\n.*?```(?:yaml|json)\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        return new YAMLMapper().readTree(block.group(1));
    }

    private static String path(String url) {
        assertThat(url).startsWith("http://gate.example.org/");
        return url.substring("http://gate.example.org".length());
    }

    private static int status(String path) throws Exception {
        return service.get(path).statusCode();
    }

    @Test
    void flaggersHookIsConfirmedWhenTheLatestGateIsAPass() throws Exception {
        String path = path(example("Flagger").at("/analysis/webhooks/0/url").asText());
        String body =
                "{\"name\": \"shop\", \"namespace\": \"prod\", \"phase\": \"Progressing\", \"checksum\": \"85d557f47b\"}";

        assertThat(service.postJson(path, body).statusCode()).isEqualTo(200);
        assertThat(service.postJson(path.replace("1.0.1", "1.1.0"), body).statusCode())
                .isEqualTo(409);
    }

    @Test
    void argosWebMetricFindsWhatItsPathNames() throws Exception {
        JsonNode web = example("Argo Rollouts").at("/metrics/0/provider/web");
        assertThat(web.path("jsonPath").asText()).isEqualTo("{$.approved}");

        JsonNode answer =
                JSON.readTree(service.get(path(web.path("url").asText())).body());

        assertThat(answer.path("approved").isBoolean()).isTrue();
        assertThat(answer.path("approved").asBoolean()).isTrue();
    }

    @Test
    void spinnakersStageFailsFastOnWhatIsAnsweredForARegression() throws Exception {
        JsonNode stage = example("Spinnaker");
        String path = path(stage.path("url").asText());
        assertThat(status(path)).isEqualTo(200);

        assertThat(JSON.convertValue(stage.path("failFastStatusCodes"), int[].class))
                .contains(status(path.replace("1.0.1", "1.1.0")), status(path.replace("1.0.1", "9.9.9")));
    }

    @Test
    void aPassThatIsTooOldAndAVersionThatNobodyAskedAboutAreNotApproved() throws Exception {
        assertThat(status("/api/v1/promote/shop?version=1.0.1&max_age=1ms")).isEqualTo(409);
        assertThat(status("/api/v1/promote/shop?version=7.0.0")).isEqualTo(404);
        assertThat(status("/api/v1/promote/shop")).isEqualTo(400);
        assertThat(status("/api/v1/promote/shop?version=1.0.1&max_age=soon")).isEqualTo(400);
    }

    @Test
    void onlyTheLatestGateOfAVersionCounts() throws Exception {
        String path = path(example("Flagger").at("/analysis/webhooks/0/url").asText());
        assertThat(verdict("9.9.9", "1.0.1")).isEqualTo("INCONCLUSIVE");
        try {
            assertThat(status(path)).as("the PASS before is taken back").isEqualTo(409);
        } finally {
            assertThat(verdict("1.0.1")).isEqualTo("PASS");
        }
        assertThat(status(path)).isEqualTo(200);
    }

    /** A metric of Argo's is an error for every status but 2xx, whatever is in the body; one error is already too many here. */
    @Test
    void argosMetricIsAnErrorForAVersionThatIsNotApproved() throws Exception {
        JsonNode metric = example("Argo Rollouts").at("/metrics/0");
        assertThat(metric.path("consecutiveErrorLimit").asInt(-1)).isZero();
        assertThat(metric.path("successCondition").asText()).isEqualTo("result == true");
        String path = path(metric.at("/provider/web/url").asText());

        assertThat(status(path)).isEqualTo(200);
        assertThat(status(path.replace("1.0.1", "1.1.0")) / 100).isEqualTo(4);
        assertThat(JSON.readTree(service.get(path.replace("1.0.1", "1.1.0")).body())
                        .has("approved"))
                .isFalse();
    }

    /** What keeps a canary from being promoted must not come from a proxy's idea of the method: both are answered alike. */
    @Test
    void getAndPostAreAnsweredAlike() throws Exception {
        for (String version : List.of("1.0.1", "1.1.0", "7.0.0")) {
            String path = "/api/v1/promote/shop?version=" + version;
            assertThat(service.postJson(path, "{}").statusCode()).isEqualTo(status(path));
        }
    }
}
