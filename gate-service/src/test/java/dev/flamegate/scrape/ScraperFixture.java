package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flamegate.http.HeldStore;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A scraper over a store in memory and a time that tests turn. */
final class ScraperFixture implements AutoCloseable {
    static final int BODY_MAX = 100_000;
    private static final YAMLMapper YAML = new YAMLMapper();

    final HeldStore store = new HeldStore();
    final ManualTimer timer;
    final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    final Scraper scraper;

    ScraperFixture(Path folder, String scrapeConfigs) {
        this(folder, scrapeConfigs, new ManualTimer());
    }

    /** Over the machine's time, for targets that live in it. */
    static ScraperFixture inRealTime(Path folder, String scrapeConfigs) {
        return new ScraperFixture(folder, scrapeConfigs, new SystemTimer(Clock.systemUTC()));
    }

    private ScraperFixture(Path folder, String scrapeConfigs, ScrapeTimer time) {
        timer = time instanceof ManualTimer manual ? manual : new ManualTimer();
        PprofFormat pprof = new PprofFormat(new PprofLimits(BODY_MAX, 10_000, 8, 10_000, 500, 10_000, 1000));
        scraper = new Scraper(
                configs(folder, scrapeConfigs),
                new Scraper.Limits(BODY_MAX, 4 * BODY_MAX),
                new ScrapeSink((body, origin) -> List.of(pprof.read(body, origin)), store),
                (outcome, took, bytes) -> outcomes.add(outcome),
                time,
                "flamegate/test");
    }

    static List<ScrapeConfig> configs(Path folder, String yaml) {
        List<ScrapeConfig> configs = new ArrayList<>();
        try {
            for (JsonNode job : YAML.readTree(yaml)) {
                configs.add(ScrapeConfig.read(job, "scrape_configs[" + configs.size() + "]", folder));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
        return configs;
    }

    /** One job that scrapes one profile of these addresses every 10 s, and has more time for it than tests turn at once. */
    static String job(String pprofConfig, String... addresses) {
        return """
                - job_name: shop
                  scrape_interval: 10s
                  scrape_timeout: 1m
                  static_configs:
                    - targets: [%s]
                      labels: {version: 1.0.0}
                  profiling_config:
                    pprof_config: %s
                """.formatted("'" + String.join("', '", addresses) + "'", only(pprofConfig));
    }

    /** The entries given, and none of the defaults. */
    private static String only(String entries) {
        StringBuilder out = new StringBuilder("{" + entries);
        for (String name : List.of("memory", "block", "goroutine", "mutex", "process_cpu")) {
            if (!entries.contains(name + ":")) {
                out.append(", ").append(name).append(": {enabled: false}");
            }
        }
        return out.append('}').toString();
    }

    /** Starts, turns time by one interval, and says how the scrapes ended. */
    List<Outcome> scrapeOnce(int loops) throws InterruptedException {
        scraper.start();
        return again(loops);
    }

    List<Outcome> again(int loops) throws InterruptedException {
        timer.awaitPlanned(loops);
        timer.advance(Duration.ofSeconds(10));
        List<Outcome> ended = await(loops);
        timer.awaitPlanned(loops);
        return ended;
    }

    List<Outcome> await(int count) throws InterruptedException {
        List<Outcome> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
            assertThat(outcome)
                    .as("outcome %d of %d after %s", i + 1, count, ended)
                    .isNotNull();
            ended.add(outcome);
        }
        return ended;
    }

    TargetStatus target(int index) {
        return scraper.targets().get(index);
    }

    @Override
    public void close() {
        scraper.close();
    }
}
