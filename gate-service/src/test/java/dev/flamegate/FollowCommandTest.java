package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.cli.Cli;
import dev.flamegate.cli.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following from the command line, while recorded profiles come minute by minute. */
@Timeout(120)
class FollowCommandTest {

    @TempDir
    Path folder;

    private final RecordedCanary canary = new RecordedCanary();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Said err = new Said();
    private TestService service;

    /** What a command says, as it says it. */
    private static final class Said extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            notifyAll();
        }

        synchronized String awaited(String text) throws InterruptedException {
            while (!toString(StandardCharsets.UTF_8).contains(text)) {
                wait();
            }
            return toString(StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void start() {
        service = new TestService(folder, canary.clock);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int run(boolean terminal, String... args) {
        Terminal to = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, terminal, false);
        return new Cli(to, "test", Flamegate.commands(to, Map.of())).run(args);
    }

    private CompletableFuture<Integer> follow(boolean terminal, String... more) {
        String[] args = {
            "check",
            "--service",
            "shop",
            "--baseline",
            "1",
            "--candidate",
            "2",
            "--url",
            service.address().toString(),
            "--follow",
            "3m",
            "--looks",
            "3"
        };
        return CompletableFuture.supplyAsync(() -> run(
                terminal,
                java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                        .toArray(String[]::new)));
    }

    private String id() throws InterruptedException {
        String said = err.awaited("/gates/");
        return said.replaceFirst("(?s).*following as gate (\\w+),.*", "$1");
    }

    @Test
    void saysALineWhenThereIsSomethingNewAndEndsWithTheVerdictsCode() throws Exception {
        CompletableFuture<Integer> code = follow(false);
        String id = id();
        canary.minute(service, 1, "1.0.0", "1.0.1");
        RecordedCanary.awaitLook(service, id, 1);
        canary.minute(service, 2, "1.0.0", "1.1.0");
        canary.minute(service, 3, "1.0.0", "1.1.0");

        assertThat(code.get()).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("look 0 of 3, next at 12:01:00Z, baseline 0 pods 0 samples")
                .contains("look 1 of 3, next at 12:02:00Z, baseline 6 pods")
                .contains("points would be seen")
                .doesNotContain("\r");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("FAIL").contains("Cart.reprice", "/gates/" + id);
    }

    @Test
    void onATerminalOneLineIsWrittenOver() throws Exception {
        CompletableFuture<Integer> code = follow(true);
        id();
        canary.minute(service, 1, "1.0.0", "1.1.0");

        assertThat(code.get()).isEqualTo(1);
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(said.lines().filter(line -> line.contains("look 0 of 3"))).isNotEmpty();
        assertThat(said).contains("\r" + "look 1 of 3, over");
    }

    @Test
    void aFollowCanBeTakenUpAgainAndEnded() throws Exception {
        String id = RecordedCanary.follow(service, "\"1h\"");
        String url = service.address().toString();
        CompletableFuture<Integer> watching =
                CompletableFuture.supplyAsync(() -> run(false, "follow", id, "--url", url));
        err.awaited("look 0 of 6");

        assertThat(run(false, "follow", id, "--cancel", "--url", url)).isZero();
        assertThat(watching.get()).as("no verdict never passes").isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("has no verdict", "before it had a verdict");
    }

    @Test
    void whoInterruptsItIsToldHowToGoOn() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Flamegate.class.getName(),
                        "check",
                        "--service",
                        "shop",
                        "--baseline",
                        "1",
                        "--candidate",
                        "2",
                        "--follow",
                        "1h",
                        "--url",
                        service.address().toString())
                .start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        String id = first.replaceFirst(".*following as gate (\\w+),.*", "$1");
        assertThat(said.readLine()).contains("look 0 of 6");
        interrupt(process);

        assertThat(said.lines().toList()).anyMatch(line -> line.contains("'flamegate follow " + id + "'"));
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(service.get("/api/v1/gates/" + id).path("state").asText()).isEqualTo("running");
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--follow soon",
                "--follow 15m --looks 0",
                "--follow 15m --looks 4 --interval 5m",
                "--follow 15m --look 1/2",
                "--looks 3",
                "--confirm"
            })
    void wrongUseNeedsNoServiceToBeSeen(String options) {
        String line = "check --service a --baseline 1 --candidate 2 --url http://127.0.0.1:1 " + options;

        assertThat(run(false, line.split(" "))).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("flamegate: --");
    }
}
