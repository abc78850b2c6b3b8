package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flamegate.profile.Profile;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Go process with {@code net/http/pprof}; skipped where there is no Go. */
class GoTargetTest {
    private static final String PROGRAM = """
            package main

            import (
            	"fmt"
            	"net"
            	"net/http"
            	_ "net/http/pprof"
            	"runtime"
            	"sync"
            )

            var kept [][]byte

            //go:noinline
            func burn(lock *sync.Mutex) {
            	for {
            		lock.Lock()
            		block := make([]byte, 64<<10)
            		for i := range block {
            			block[i] = byte(i)
            		}
            		kept = append(kept[:len(kept)%8], block)
            		lock.Unlock()
            	}
            }

            func main() {
            	runtime.SetMutexProfileFraction(1)
            	runtime.SetBlockProfileRate(1)
            	lock := &sync.Mutex{}
            	go burn(lock)
            	go burn(lock)
            	listener, err := net.Listen("tcp", "127.0.0.1:0")
            	if err != nil {
            		panic(err)
            	}
            	fmt.Println(listener.Addr())
            	panic(http.Serve(listener, nil))
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void everyProfileOfAGoProcessIsStored() throws Exception {
        assumeTrue(hasGo(), "go is not installed");
        Process go = start();
        try (BufferedReader out = go.inputReader(StandardCharsets.UTF_8)) {
            String address = out.readLine();
            assertThat(address).isNotNull();
            String job = "- {job_name: gopher, scrape_interval: 2s, static_configs: [{targets: ['" + address + "']}]}";
            try (ScraperFixture fixture = ScraperFixture.inRealTime(folder, job)) {
                fixture.scraper.start();

                assertThat(fixture.await(15)).containsOnly(Outcome.STORED);

                List<Profile> stored = fixture.store.profiles();
                assertThat(stored)
                        .extracting(Profile::name)
                        .contains("memory", "block", "goroutine", "mutex", "process_cpu");
                assertThat(stored)
                        .allSatisfy(profile -> assertThat(profile.labels().asMap())
                                .isEqualTo(Map.of("job", "gopher", "service_name", "gopher", "instance", address)));
                Profile cpu = named(stored, "process_cpu");
                assertThat(cpu.durationNanos()).isGreaterThanOrEqualTo(900_000_000L);
                assertThat(functions(cpu)).contains("main.burn");
                assertThat(functions(named(stored, "mutex"))).anyMatch(name -> name.contains("Unlock"));
            }
        } finally {
            go.destroy();
            assertThat(go.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Profile named(List<Profile> profiles, String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static List<String> functions(Profile profile) {
        return Stream.iterate(0, i -> i < profile.tree().functionCount(), i -> i + 1)
                .map(i -> profile.tree().functionAt(i).name().raw())
                .toList();
    }

    private static boolean hasGo() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "go")));
    }

    private Process start() throws Exception {
        Path source = Files.writeString(folder.resolve("gopher.go"), PROGRAM);
        Path binary = folder.resolve("gopher");
        Process build = new ProcessBuilder("go", "build", "-o", binary.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
        return new ProcessBuilder(binary.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
