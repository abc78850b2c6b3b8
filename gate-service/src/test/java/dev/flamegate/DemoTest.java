package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.cli.Cli;
import dev.flamegate.cli.Terminal;
import dev.flamegate.http.PprofBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program: commands, real service, real store, real gate. */
class DemoTest {
    private static final long START = 1_790_000_000_000_000_000L;
    private static final long WINDOW = 10_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void record() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        String versions = version("1.0.0", random, 100) + "," + version("1.1.0", random, 400);
        Files.writeString(
                folder.resolve("sets.json"),
                "{\"schema\":1,\"other\":[],\"services\":[{\"service\":\"shop\",\"profile_type\":\"p\",\"versions\":["
                        + versions + "]}]}");
    }

    @Test
    void demoJudgesRecordedProfilesAndReusesThemOnTheNextRun() {
        assertThat(demo("--port", "0")).as(text(err)).isEqualTo(1);
        assertThat(text(out)).startsWith("FAIL").contains("f1", "http://127.0.0.1:", "verdict after");
        String figures = text(err);
        out.reset();
        err.reset();

        assertThat(demo("--port", "0")).as("second run").isEqualTo(1);
        assertThat(figures).contains("profiles loaded 24/24");
        assertThat(text(out)).contains("4 pods, 12 profiles");
    }

    @Test
    void demoSaysThatThePortIsTakenAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(demo("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(3);
            assertThat(text(err)).contains("port " + taken.getLocalPort(), "--port PORT");
        }
    }

    private int demo(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "demo",
                "--exit",
                "--fixtures",
                folder.toString(),
                "--data",
                folder.resolve("data").toString()));
        args.addAll(List.of(more));
        Terminal terminal = new Terminal(new PrintStream(out), new PrintStream(err), false, false, false);
        return new Cli(terminal, "test", Flamegate.commands(terminal, Map.of())).run(args.toArray(String[]::new));
    }

    /** Four pods with three windows each; the second function has the weight given. */
    private String version(String version, SplittableRandom random, int weight) throws IOException {
        StringBuilder profiles = new StringBuilder();
        Path files = Files.createDirectories(folder.resolve(version));
        for (int pod = 0; pod < 4; pod++) {
            for (int window = 0; window < 3; window++) {
                long from = START + window * WINDOW;
                byte[] bytes = PprofBytes.samples(
                        from, 1000 + random.nextInt(40), weight + random.nextInt(8), 500 + random.nextInt(25));
                String name = version + "/p" + pod + "-" + window + ".pb.gz";
                Files.write(files.resolveSibling(name), PprofBytes.gzip(bytes));
                profiles.append(profiles.length() == 0 ? "" : ",")
                        .append("{\"file\":\"%s\",\"pod\":\"p%d\",\"from_nanos\":%d,\"until_nanos\":%d,\"requests\":{}}"
                                .formatted(name, pod, from, from + WINDOW));
            }
        }
        return "{\"version\":\"" + version + "\",\"switch\":\"x\",\"expect\":\"PASS\",\"culprit\":null,\"profiles\":["
                + profiles + "]}";
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
