package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeConfigTest {
    @TempDir
    private Path folder;

    @Test
    void everyDefaultIsParcasWhereItHasOne() {
        ScrapeConfig job = only("- job_name: a");

        assertThat(job.scrapeInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.scrapeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.scheme()).isEqualTo("http");
        assertThat(job.profiles())
                .containsExactly(
                        new ProfileEndpoint("memory", "/debug/pprof/allocs", false, 0),
                        new ProfileEndpoint("block", "/debug/pprof/block", false, 0),
                        new ProfileEndpoint("goroutine", "/debug/pprof/goroutine", false, 0),
                        new ProfileEndpoint("mutex", "/debug/pprof/mutex", false, 0),
                        new ProfileEndpoint("process_cpu", "/debug/pprof/profile", true, 0));
        assertThat(job.tls()).isEqualTo(TlsFiles.NONE);
        assertThat(only("- {job_name: a, scrape_interval: 5s}").scrapeTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void entriesChangeTheDefaultsAndAddToThem() {
        ScrapeConfig job = only("""
                - job_name: a
                  profiling_config:
                    path_prefix: /app
                    pprof_config:
                      memory: {enabled: false}
                      block: {enabled: false}
                      mutex: {enabled: false}
                      goroutine: {enabled: false}
                      process_cpu: {seconds: 5}
                      fgprof: {path: /debug/fgprof, delta: true}
                      godeltaprof_memory: {path: /debug/pprof/delta_heap}
                """);

        assertThat(job.profiles())
                .containsExactly(
                        new ProfileEndpoint("process_cpu", "/app/debug/pprof/profile", true, 5),
                        new ProfileEndpoint("fgprof", "/app/debug/fgprof", true, 0),
                        new ProfileEndpoint("godeltaprof_memory", "/app/debug/pprof/delta_heap", false, 0));
        assertThat(job.profiles().get(2).profileName()).isEqualTo("memory");
        assertThat(job.profiles().get(2).countedFromStart()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10s, 10s, 0, 9, 19s", "10s, 4s, 5, 5, 9s", "1s, 1s, 0, 1, 2s", "10s, 13s, 10, 10, 23s"})
    void aTargetHasItsSecondsAndTheTimeOutOnTop(
            String interval, String timeout, int seconds, int asked, String cutAfter) {
        ScrapeConfig job =
                only("- {job_name: a, scrape_interval: %s, scrape_timeout: %s}".formatted(interval, timeout));
        ProfileEndpoint cpu = new ProfileEndpoint("process_cpu", "/p", true, seconds);
        ProfileEndpoint heap = new ProfileEndpoint("memory", "/p", false, 0);

        assertThat(job.seconds(cpu)).contains(Duration.ofSeconds(asked));
        assertThat(dev.flamegate.profile.DurationText.write(job.cutAfter(cpu))).isEqualTo(cutAfter);
        assertThat(job.seconds(heap)).isEmpty();
        assertThat(job.cutAfter(heap)).isEqualTo(job.scrapeTimeout());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | scrape_configs[0].job_name: is missing",
                "{job_name: a, scrape_intervall: 10s} | there is no key 'scrape_intervall'; known are",
                "{job_name: a, metrics_path: /m} | there is no key 'metrics_path'",
                "{job_name: a, scrape_interval: 10} | scrape_configs[0].scrape_interval: '10' is not a length of time",
                "{job_name: a, scrape_interval: 10ms} | scrape_interval must be at least 1s",
                "{job_name: a, scrape_timeout: 0s} | scrape_timeout must be longer than 0s",
                "{job_name: a, scheme: ftp} | scheme is 'ftp'",
                "{job_name: a, static_configs: {targets: []}} | static_configs: is {\"targets\":[]}, expected a list",
                "{job_name: a, static_configs: [{target: x}]} | scrape_configs[0].static_configs[0]: there is no key 'target'",
                "{job_name: a, relabel_configs: [{action: x}]} | scrape_configs[0].relabel_configs[0]: there is no action 'x'",
                "{job_name: a, relabel_configs: [null]} | scrape_configs[0].relabel_configs[0] holds keys, not nothing",
                "{job_name: a, file_sd_configs: [{files: [a.txt]}]} | 'a.txt' must end in .json",
                "{job_name: a, file_sd_configs: [{files: ['*/a.json']}]} | one * may stand in its last part",
                "{job_name: a, file_sd_configs: [{}]} | files: is missing",
                "{job_name: a, profiling_config: {pprof_config: {memory: {seconds: 3}}}} | only a profile with delta: true has",
                "{job_name: a, profiling_config: {pprof_config: {process_cpu: {seconds: 11}}}} | longer than scrape_interval",
                "{job_name: a, profiling_config: {pprof_config: {own: {}}}} | pprof_config.own.path: is missing",
                "{job_name: a, profiling_config: {pprof_config: {own: {path: x}}}} | begins with /",
                "{job_name: a, profiling_config: {pprof_config: {a-b: {path: /x}}}} | 'a-b' is not the name of a profile",
                "{job_name: a, profiling_config: {pprof_config: {memory: {enabled: maybe}}}} | expected true or false",
                "{job_name: a, basic_auth: {username: u, password: p}} | a secret does not stand in the configuration",
                "{job_name: a, authorization: {credentials: p}} | under credentials_file",
                "{job_name: a, authorization: {credentials_file: none}} | cannot be read",
                "{job_name: a, basic_auth: {username: u, password_file: f}, authorization: {credentials_file: f}} | at most one of them",
                "{job_name: a, tls_config: {server_name: x}} | is not supported: the name that is checked is that of the address",
                "{job_name: a, tls_config: {cert_file: x}} | cert_file: and key_file need each other",
                "{job_name: a, tls_config: {ca_file: none.pem}} | cannot be read",
            })
    void aJobThatDoesNotHoldIsRefusedNamingTheKey(String job, String message) {
        assertThatThrownBy(() -> only("- " + job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scrape_configs[0]")
                .hasMessageContaining(message);
    }

    @Test
    void labelsBeforeRelabellingAreThoseOfPrometheusAndParca() {
        Discovered discovered = discovered("""
                - job_name: a
                  params: {debug: [x, y], tenant: [t]}
                  static_configs: [{targets: ['h:1', 'h:2', 'other:3'], labels: {zone: z, __meta_team: shop}}]
                  relabel_configs:
                    - {source_labels: [__address__], regex: 'other.*', action: drop}
                    - {source_labels: [__meta_team], target_label: service_name}
                    - {source_labels: [__param_tenant], target_label: tenant}
                    - {source_labels: [__name__], target_label: kind}
                    - {target_label: __param_debug, replacement: '0 1'}
                    - {source_labels: [__address__], regex: '(.*):2', target_label: __address__, replacement: '$1'}
                    - {source_labels: [__profile_path__], target_label: __profile_path__, replacement: '/x$1'}
                  profiling_config:
                    pprof_config: {memory: {enabled: false}, block: {enabled: false}, goroutine: {enabled: false}, mutex: {enabled: false}}
                """);

        assertThat(discovered.dropped()).isEqualTo(1);
        assertThat(discovered.targets())
                .extracting(target -> target.url().toString())
                .containsExactly(
                        "http://h:1/x/debug/pprof/profile?debug=0+1&debug=y&seconds=9&tenant=t",
                        "http://h:80/x/debug/pprof/profile?debug=0+1&debug=y&seconds=9&tenant=t");
        assertThat(discovered.targets().get(1).labels())
                .hasToString("{instance=\"h:80\",job=\"a\",kind=\"process_cpu\",service_name=\"shop\",tenant=\"t\","
                        + "zone=\"z\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', __address__ is ''",
        "h:1/path, 'h:1/path', expected host:port",
        "user@h:1, expected host:port",
        "'h:1?x', expected host:port",
        "shop_web:6060, 'is no host name'",
    })
    void anAddressThatIsNoneIsShownAsDownAndNeverAsked(String address, String message) {
        Discovered discovered = discovered("- {job_name: a, static_configs: [{targets: ['" + address + "']}]}");

        assertThat(discovered.targets()).isEmpty();
        assertThat(discovered.unusable())
                .hasSize(5)
                .allSatisfy(target -> assertThat(target.error())
                        .hasValueSatisfying(error -> assertThat(error).contains(message.replaceAll("^'|'$", ""))));
    }

    @Test
    void theDefaultPortIsThatOfTheScheme() {
        assertThat(discovered("- {job_name: a, scheme: https, static_configs: [{targets: ['[::1]', h.example]}]}")
                        .targets())
                .extracting(target -> target.url().getAuthority())
                .contains("[::1]:443", "h.example:443");
    }

    @Test
    void placesInTheIntervalAreSpreadAndStayTheSame() {
        Duration interval = Duration.ofSeconds(10);
        int[] perSecond = new int[10];
        for (int i = 0; i < 1000; i++) {
            var first = new ScrapeSchedule(interval, "target " + i).firstFrom(ManualTimer.START);
            assertThat(first).isBetween(ManualTimer.START, ManualTimer.START.plus(interval));
            assertThat(new ScrapeSchedule(interval, "target " + i).firstFrom(ManualTimer.START.plusSeconds(20)))
                    .isEqualTo(first.plusSeconds(20));
            perSecond[(int) Duration.between(ManualTimer.START, first).toSeconds() % 10]++;
        }

        assertThat(java.util.Arrays.stream(perSecond).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void aMissedPlaceIsMadeUpForOnceAndSeveralAreNot() {
        ScrapeSchedule schedule = new ScrapeSchedule(Duration.ofSeconds(10), "x");
        var due = schedule.firstFrom(ManualTimer.START);

        assertThat(schedule.after(due, due.plusSeconds(3))).isEqualTo(due.plusSeconds(10));
        assertThat(schedule.after(due, due.plusSeconds(14))).isEqualTo(due.plusSeconds(14));
        assertThat(schedule.after(due, due.plusSeconds(34))).isEqualTo(due.plusSeconds(40));
    }

    private Discovered discovered(String yaml) {
        ScrapeConfig config = only(yaml);
        return new Discovered(config, config.staticConfigs());
    }

    private ScrapeConfig only(String yaml) {
        return Optional.of(ScraperFixture.configs(folder, yaml).get(0)).orElseThrow();
    }
}
