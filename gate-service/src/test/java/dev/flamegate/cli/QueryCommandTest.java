package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer;
import dev.flamegate.query.Shop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
    private final TestServer server = new TestServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... arguments) {
        server.store.append(Shop.profiles(new Random(4), 20));
        Terminal terminal = new Terminal(new PrintStream(out), new PrintStream(err), false, false, false);
        List<String> all = new ArrayList<>(List.of("query"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", server.address().toString(), "--from", "1700000000"));
        return new Cli(terminal, "1.2.3", List.of(new QueryCommand(terminal))).run(all.toArray(String[]::new));
    }

    @Test
    void printsTheFunctionsThatCostMost() {
        assertThat(run("cpu", "--limit", "3")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("cpu/nanoseconds, total", "Showing 3 of 3");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("truncated: shows 3 of 8 functions");
    }

    @Test
    void savesAProfile() {
        Path file = folder.resolve("merged.pb.gz");
        assertThat(run("cpu{service_name=\"service1\"}", "--format", "pprof", "--out", file.toString()))
                .isZero();
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("cpu", "--format", "pprof")).isEqualTo(ExitCode.USAGE);
        assertThat(run("cpu{pod=x}")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--out FILE", "status 400", "position 8: expected a quoted value");
    }
}
