package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("net/http/pprof of the Go that is here")
@Timeout(480)
class ScrapedGoServiceTest {
    private static final String CLIENT = "net/http/pprof of Go";

    /** The first scrape of memory only says where counting starts. */
    private static final Map<String, Integer> SCRAPES_MIN = Map.of("process_cpu", 2, "memory", 3, "goroutine", 1);

    @TempDir
    Path folder;

    @Test
    void whatIsScrapedIsWhatTheProgramDidMeanwhile() throws Exception {
        Program program;
        try (ScrapedProgram target = new ScrapedProgram(GoClients.built("scraped"))) {
            try (ServiceProcess service = new ServiceProcess(
                    folder.resolve("store"),
                    "--config",
                    configuration(target.address()).toString())) {
                awaitScrapes(service, target);
            }
            program = target.ended();
        }

        Did did = Did.saidBy(program, Did.Clock.CPU);
        assertThat(did.client()).startsWith(CLIENT + " 1.");
        try (Stored stored = new Stored(folder.resolve("store"), did.client(), "burner")) {
            stored.hasOnlyWith(Map.of("version", "1.4.2", "pod", "pod-at-127.0.0.1", "job", "burner"));
            Costs cpu = stored.costs("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
            Agreement agreement = new Agreement(did.client(), did);
            agreement.onShare(cpu, GoClients.HEAVY, GoClients.LIGHT, cpu.period());
            agreement.onPartOfProcess(cpu);
            agreement.onPartOfAllocation(stored.costs("memory:alloc_space:bytes:space:bytes"), GoClients.ALLOCATE);
            assertThat(stored.types())
                    .as("types of %s", did.client())
                    .contains("memory:inuse_space:bytes:space:bytes", "goroutine:goroutine:count:goroutine:count");
        }
    }

    private Path configuration(String address) throws IOException {
        return Files.writeString(folder.resolve("flamegate.yaml"), """
                scrape_configs:
                  - job_name: burner
                    scrape_interval: 3s
                    scrape_timeout: 20s
                    static_configs: [{targets: ['%s'], labels: {version: 1.4.2}}]
                    relabel_configs:
                      - {source_labels: [__address__], regex: '(.+):\\d+', replacement: pod-at-$1, target_label: pod}
                    profiling_config:
                      pprof_config: {block: {enabled: false}, mutex: {enabled: false}}
                """.formatted(address));
    }

    private static void awaitScrapes(ServiceProcess service, ScrapedProgram target) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        JsonNode targets = targets(service);
        while (!enough(targets)) {
            assertThat(System.nanoTime()).as(targets.toString()).isLessThan(deadline);
            target.worksOn();
            targets = targets(service);
        }
    }

    private static JsonNode targets(ServiceProcess service) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(service.get("/api/v1/targets").body())
                .required("targets");
    }

    private static boolean enough(JsonNode targets) {
        int enough = 0;
        for (JsonNode target : targets) {
            assertThat(target.required("failures").intValue())
                    .as("failures of %s", target)
                    .isZero();
            int scrapes = target.required("scrapes").intValue();
            enough += scrapes >= SCRAPES_MIN.get(target.required("profile").asText()) ? 1 : 0;
        }
        return enough == SCRAPES_MIN.size();
    }
}
