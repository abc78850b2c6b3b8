package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.delivery.Comments;
import dev.flamegate.delivery.github.DeploymentRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path folder;

    @Test
    void everyDefaultIsWhatTheDocumentSays() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = Pattern.compile("^\\| `([a-z_]+\\.[a-z_]+)` \\| `?([^`|]*?)`? \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/configuration.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2).equals("empty") ? "" : row.group(2));
        }

        assertThat(documented).isEqualTo(SettingsTree.defaults());
    }

    @Test
    void everyDefaultIsTheOneThatWasAgreed() {
        Settings settings = SettingsReader.read(null, NOTHING).settings();

        assertThat(settings).isEqualTo(Settings.withDefaults());
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(4040);
        assertThat(settings.http().publicUrl()).isEmpty();
        assertThat(settings.http().bodyBytesMax()).isEqualTo(16 << 20);
        assertThat(settings.http().profileBytesMax()).isEqualTo(64 << 20);
        assertThat(settings.http().inFlightBytesMax()).isEqualTo(192 << 20);
        assertThat(settings.http().threadsMax()).isEqualTo(32);
        assertThat(settings.http().idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.http().bodyTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.http().waitMax()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.http().stopTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.store().folder()).isEqualTo("./flamegate-data");
        assertThat(settings.store().backupFolder()).isEmpty();
        assertThat(settings.store().backupsMax()).isEqualTo(30);
        assertThat(settings.gate().queueMax()).isEqualTo(100);
        assertThat(settings.log().level()).isEqualTo(Settings.Level.INFO);
        assertThat(LocalService.policy(settings.gate())).isEqualTo(dev.flamegate.gate.Policy.withDefaults());
    }

    @Test
    void whatTheOperatorIsShownHasTheSourceOfEveryKeyAndNoPassword() throws IOException {
        Path file = file("traffic:\n  prometheus_url: https://me:hunter2@prometheus.example:9090\n");

        LoadedSettings loaded = SettingsReader.read(file, Map.of("FLAMEGATE_HTTP_PORT", "8080"));

        assertThat(loaded.shown().toString()).doesNotContain("hunter2");
        assertThat(loaded.shown())
                .extracting(one -> one.key() + " " + one.value() + " " + one.source())
                .contains(
                        "http.port 8080 environment variable FLAMEGATE_HTTP_PORT",
                        "traffic.prometheus_url https://***@prometheus.example:9090 " + file + ", line 2",
                        "retention.profiles 15d default")
                .hasSize(SettingsTree.defaults().size());
    }

    @Test
    void theEnvironmentStandsOverTheFileAndTheFileOverTheDefaults() throws IOException {
        Path file =
                file("# ours\nhttp:\n  port: 8080\n  host: 0.0.0.0\n\ngate:\n  replicate_labels: [pod, host]\nlog:\n");

        LoadedSettings loaded = SettingsReader.read(
                file,
                Map.of(
                        "FLAMEGATE_HTTP_PORT",
                        "9090",
                        "FLAMEGATE_LOG_LEVEL",
                        "debug",
                        "PATH",
                        "/bin",
                        "FLAMEGATE_URL",
                        "http://x"));

        assertThat(loaded.settings().http().port()).isEqualTo(9090);
        assertThat(loaded.settings().http().host()).isEqualTo("0.0.0.0");
        assertThat(loaded.settings().gate().replicateLabels()).containsExactly("pod", "host");
        assertThat(loaded.settings().log().level()).isEqualTo(Settings.Level.DEBUG);
        assertThat(loaded.print())
                .containsPattern("port: \"9090\" +# environment variable FLAMEGATE_HTTP_PORT")
                .containsPattern("host: \"0.0.0.0\" +# .*flamegate.yaml, line 4")
                .containsPattern("threads_max: 32 +# default");
    }

    @Test
    void whatIsPrintedGivesTheSameSettingsAgain() throws IOException {
        LoadedSettings loaded = SettingsReader.read(null, Map.of("FLAMEGATE_GATE_REPLICATE_LABELS", "a, b"));

        assertThat(SettingsReader.read(file(loaded.print()), NOTHING).settings())
                .isEqualTo(loaded.settings());
        assertThat(loaded.settings().gate().replicateLabels()).isEqualTo(List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http:;  prot: 1 | line 2: there is no key 'http.prot'; did you mean 'http.port'?",
                "htpp:;  port: 1 | line 1: there is no section 'htpp'; did you mean 'http'?",
                "http:;  port: 1;  port: 2 | line 3: Duplicate field 'port'",
                "http:;;  port: many | line 3: http.port: ",
                "http:;  port: 4040.5 | line 2: http.port: ",
                "http:;  port: | line 2: http.port: has no value",
                "http:;  port: 70000 | line 2: http.port: port is 70000, allowed are 0 to 65535",
                "http:;  idle_timeout: 5 | line 2: http.idle_timeout: '5' is not a length of time",
                "gate:;  alpha: 2 | line 2: gate.alpha: alpha is 2.0, allowed is above 0 and at most 0.2",
                "gate:;  pods_min: 2 | line 2: gate.pods_min: pods_min is 2, at least 3",
                "log:;  level: LOUD | line 2: log.level: ",
                "http: 3 | line 1: section 'http' holds keys",
                "- a | line 1: expected sections",
                "scrape_config: [] | line 1: there is no section 'scrape_config'; did you mean 'scrape_configs'?",
                "scrape_configs: 3 | line 1: 'scrape_configs' is a list of jobs",
                "scrape_configs:;  - job_name: a;  - job_name: a | line 3: scrape_configs[1].job_name: 'a' is there twice",
                "scrape_configs:;  - job: a | line 2: scrape_configs[0].job_name: is missing",
                "http: [ | line 1"
            })
    void aFileThatDoesNotHoldIsRefusedNamingFileLineAndKey(String text, String message) throws IOException {
        Path file = file(text.replace(';', '\n'));

        assertThatThrownBy(() -> SettingsReader.read(file, NOTHING))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ", ")
                .hasMessageContaining(message);
    }

    @Test
    void scrapeConfigsAreReadAndPrintedAgain() throws IOException {
        LoadedSettings loaded = SettingsReader.read(
                file(
                        "http: {port: 1}\nscrape_configs:\n  - job_name: shop\n    static_configs: [{targets: ['h:1']}]\n"),
                NOTHING);

        assertThat(loaded.scrapes())
                .singleElement()
                .satisfies(job -> assertThat(job.jobName()).isEqualTo("shop"));
        assertThat(loaded.print()).contains("scrape_configs:\n  - {\"job_name\":\"shop\"");
        LoadedSettings again = SettingsReader.read(file(loaded.print()), NOTHING);
        assertThat(again.writtenScrapes()).isEqualTo(loaded.writtenScrapes());
    }

    @Test
    void anUnknownVariableOrAValueThatDoesNotFitIsRefusedNamingTheVariable() {
        assertThatThrownBy(() -> SettingsReader.read(null, Map.of("FLAMEGATE_HTTP_PROT", "1")))
                .hasMessageContaining("'FLAMEGATE_HTTP_PROT'; did you mean 'FLAMEGATE_HTTP_PORT'?");
        assertThatThrownBy(() -> SettingsReader.read(null, Map.of("FLAMEGATE_HTTP_PORT", "")))
                .hasMessageContaining("environment variable FLAMEGATE_HTTP_PORT: http.port: ");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> SettingsReader.read(folder.resolve("none.yaml"), NOTHING))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.yaml");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("flamegate.yaml"), text);
    }

    @Test
    void rulesOfDeploymentsAreReadWithTheirDefaults() throws IOException {
        Path file = Files.writeString(
                folder.resolve("deployments.yaml"),
                "deployments:\n  rules:\n    - {repository: acme/*, environment: production, service: shop}\n"
                        + "delivery: {comments: always}\n");

        Settings settings = SettingsReader.read(file, NOTHING).settings();

        assertThat(settings.deployments().rules())
                .containsExactly(new DeploymentRule("acme/*", "production", "shop", "production", "$sha", ""));
        assertThat(settings.delivery().comments()).isEqualTo(Comments.ALWAYS);
    }

    @Test
    void aRuleOfDeploymentsThatIsNoneIsAnErrorWithItsLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("deployments.yaml"),
                "deployments:\n  rules: [{repository: acme/shop, environment: production, services: shop}]\n");

        assertThatThrownBy(() -> SettingsReader.read(file, NOTHING))
                .hasMessageContaining("line 2")
                .hasMessageContaining("services");
    }
}
