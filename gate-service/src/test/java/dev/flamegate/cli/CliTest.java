package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.http.TestReports;
import dev.flamegate.http.TestServer;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.reports.Rendering;
import dev.flamegate.reports.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final String SHA = "0123456789012345678901234567890123456789";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"PASS,0", "FAIL,1", "INCONCLUSIVE,2"})
    void checkEndsWithTheVerdictsCodeAndPrintsTheReport(Verdict verdict, int code) {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, verdict));

            assertThat(check(server)).isEqualTo(code);
            assertThat(text(out)).startsWith(verdict.name()).contains(server.address() + "/gates/gate-1");
            assertThat(text(out)).as("no colour without a terminal").doesNotContain("\u001b");
        }
    }

    @Test
    void machineFormatsPrintTheDocumentAndNothingElse() throws IOException {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));

            assertThat(check(
                            server,
                            "--format",
                            "json",
                            "--out",
                            folder.resolve("report").toString()))
                    .isEqualTo(1);
            assertThat(new ObjectMapper()
                            .readTree(out.toByteArray())
                            .path("verdict")
                            .asText())
                    .isEqualTo("FAIL");
            assertThat(Files.list(folder.resolve("report"))
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rendering.values())
                            .map(Rendering::file)
                            .toList());
            assertThat(check(server, "--format", "markdown")).isEqualTo(1);
        }
    }

    @Test
    void singleFormsAreWrittenToTheFilesThatTheyAreNamedFor() throws IOException {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
            Path sarif = folder.resolve("ci/results.sarif");
            Path junit = folder.resolve("junit.xml");

            assertThat(check(server, "--out", "sarif=" + sarif, "--out", "junit=" + junit))
                    .isEqualTo(1);

            assertThat(new ObjectMapper()
                            .readTree(sarif.toFile())
                            .path("version")
                            .asText())
                    .isEqualTo("2.1.0");
            assertThat(Files.readString(junit)).startsWith("<?xml");
            assertThat(text(err)).contains("wrote " + sarif, "wrote " + junit);
        }
    }

    @Test
    void aFormThatThereIsNotIsRefusedBeforeAnythingIsAsked() {
        try (TestServer server = new TestServer()) {
            assertThat(check(server, "--out", "sarfi=results.sarif")).isEqualTo(3);
            assertThat(text(err)).contains("there is no form 'sarfi'", "sarif, gitlab", "./sarfi=results.sarif");
            assertThat(server.gates.latest(1)).isEmpty();
        }
    }

    @Test
    void pushSendsFilesAndFoldersWithTheirLabels() throws IOException {
        Files.createDirectories(folder.resolve("p/q"));
        Files.write(folder.resolve("p/1.pb.gz"), PprofBytes.gzip(PprofBytes.cpu(0, "main")));
        Files.write(folder.resolve("p/q/2.pb"), PprofBytes.cpu(0, "main", "work"));
        try (TestServer server = new TestServer()) {
            int code = run(
                    "push",
                    folder.toString(),
                    "--service",
                    "shop",
                    "--version",
                    "1",
                    "--pod",
                    "p1",
                    "--label",
                    "a=b",
                    "--label",
                    "c=d",
                    "--url",
                    server.address().toString());

            assertThat(code).isZero();
            assertThat(text(out)).isEqualTo("stored 2 profiles with 3 stacks of shop 1\n");
            assertThat(server.store.profiles()).hasSize(2);
            assertThat(server.store.profiles().get(0).labels())
                    .isEqualTo(Labels.of(
                            java.util.Map.of("service_name", "shop", "version", "1", "pod", "p1", "a", "b", "c", "d")));
        }
    }

    @Test
    void pushSendsTheRequestsOfAListOrOfTheOption() throws IOException {
        Files.createDirectories(folder.resolve("p1"));
        Files.write(folder.resolve("p1/1.pb"), PprofBytes.cpu(0, "main"));
        Files.write(folder.resolve("p1/2.pb"), PprofBytes.cpu(0, "main"));
        Files.writeString(folder.resolve("requests.csv"), "file,requests\np1/2.pb,2227\n");
        Path other =
                Files.write(Files.createDirectory(folder.resolve("other")).resolve("x.pb"), PprofBytes.cpu(0, "f"));
        try (TestServer server = new TestServer()) {
            assertThat(push(server, folder.resolve("p1"))).isZero();
            assertThat(push(server, other, "--requests", "30")).isZero();

            assertThat(server.store.profiles())
                    .extracting(Profile::requests)
                    .containsExactly(OptionalDouble.empty(), OptionalDouble.of(2227), OptionalDouble.of(30));
        }
    }

    @Test
    void pushRefusesRequestsThatAreNoneOrBelongToManyOrAreSaidTwice() throws IOException {
        Path one = Files.write(folder.resolve("1.pb"), PprofBytes.cpu(0, "main"));
        Path two = Files.write(folder.resolve("2.pb"), PprofBytes.cpu(0, "main"));
        try (TestServer server = new TestServer()) {
            assertThat(push(server, one, "--requests", "-1")).isEqualTo(3);
            assertThat(push(server, folder, "--requests", "5")).isEqualTo(3);
            Files.writeString(folder.resolve("requests.csv"), "file,requests\n2.pb,1\n");
            assertThat(push(server, two, "--requests", "5")).isEqualTo(3);

            assertThat(server.store.profiles()).isEmpty();
            assertThat(text(err))
                    .contains("--requests: '-1' is no number of requests", "belongs to one profile, and there are 2")
                    .contains("2.pb already");
        }
    }

    private int push(TestServer server, Path path, String... more) {
        List<String> arguments = new ArrayList<>(List.of("push", path.toString(), "--service", "s", "--version", "1"));
        arguments.addAll(List.of("--url", server.address().toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void pushNamesWhatIsRefusedSendsTheRestAndEndsWith3() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "rubbish");
        Files.write(folder.resolve("b.pb"), PprofBytes.cpu(0, "main"));
        try (TestServer server = new TestServer()) {
            int code = run(
                    "push",
                    folder.toString(),
                    "--service",
                    "s",
                    "--version",
                    "1",
                    "--url",
                    server.address().toString());

            assertThat(code).isEqualTo(3);
            assertThat(text(err)).contains("a.txt").contains("status 422");
            assertThat(text(out)).contains("stored 1 profiles").contains("refused 1");
        }
    }

    @Test
    void aServiceThatIsNotThereEndsWith4AfterSomeTries() {
        ServiceClient client = new ServiceClient(java.net.URI.create("http://127.0.0.1:1"), pause -> {});

        assertThat(org.junit.jupiter.api.Assertions.assertThrows(
                        FailureException.class,
                        () -> client.get("/x", java.util.Map.of(), java.time.Duration.ofSeconds(1))))
                .hasMessageContaining("no answer from http://127.0.0.1:1 after 6 tries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chek",
                "check",
                "check --service a --baseline 1",
                "check --service a --baseline 1 --candidate 2 --format pdf",
                "check --service a --baseline 1 --candidate 2 --wait soon",
                "check --service a --baseline 1 --candidate 2 --url nonsense",
                "check --service a --baseline 1 --candidate 2 --look 3",
                "check --service a --baseline 1 --candidate 2 --nonsense",
                "push /no/such/file --service a --version 1",
                "demo --fixtures /no/such/folder",
                "serve --config /no/such/file",
                "serve --port many",
                ""
            })
    void wrongUseEndsWith3AndSaysSoOnStandardErrorOnly(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(3);
        assertThat(text(err)).isNotBlank().doesNotContain("Exception");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo", "push", "check", "diff"})
    void helpHasExamplesAndExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(text(out)).contains("Usage: flamegate " + command, "Examples:", "Exit codes:", "INCONCLUSIVE");
        assertThat(text(out).lines()).allMatch(l -> l.length() <= 110);
    }

    @Test
    void theProgramSaysItsCommandsAndItsVersion() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("serve", "demo", "push", "check", "diff");
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(text(out)).isEqualTo("flamegate 1.2.3\n");
    }

    @ParameterizedTest
    @CsvSource({"--pull-request, acme/shop#7@" + SHA, "--merge-request, acme/backend/shop!7@" + SHA})
    void aServiceThatDoesNotPostWhereItIsAskedToIsSaidSo(String option, String place) {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));

            assertThat(check(server, option, place)).isEqualTo(1);
            assertThat(text(err)).contains("the service is not set up to post to " + place);
        }
    }

    @Test
    void aServiceThatPostsIsToldWhere() {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
            server.posts();

            assertThat(check(server, "--pull-request", "acme/shop#7@" + SHA)).isEqualTo(1);
            assertThat(text(err)).doesNotContain("not set up");
            assertThat(server.postedTo()).containsExactly(new Target(Forge.GITHUB, "acme/shop", 7, SHA));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pull-request=acme/shop#7",
                "--pull-request=acme/shop!7@" + SHA,
                "--merge-request=acme/shop#7@" + SHA,
                "--merge-request=shop!7@" + SHA,
                "--merge-request=acme/shop!0@" + SHA,
                "--merge-request=acme/shop!7@main",
            })
    void aPlaceThatIsNoneIsWrongUseBeforeAnythingIsAsked(String option) {
        try (TestServer server = new TestServer()) {
            assertThat(check(server, option)).isEqualTo(3);
            assertThat(text(err)).contains("expected");
        }
        try (TestServer server = new TestServer()) {
            assertThat(check(server, "--pull-request=a/b#1@" + SHA, "--merge-request=a/b!1@" + SHA))
                    .isEqualTo(3);
            assertThat(text(err)).contains("a verdict has one place");
        }
    }

    private int check(TestServer server, String... more) {
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "check",
                                "--service",
                                "shop",
                                "--baseline",
                                "1",
                                "--candidate",
                                "2",
                                "--url",
                                server.address().toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return run(args);
    }

    private int run(String... args) {
        Terminal terminal = new Terminal(new PrintStream(out), new PrintStream(err), false, false, false);
        ServiceLauncher launcher = new ServiceLauncher() {
            @Override
            public Running start(Options options) {
                throw new UsageException(options.config() + " cannot be read");
            }

            @Override
            public String settings(Options options) {
                return "";
            }
        };
        List<Object> commands = List.of(
                new ServeCommand(terminal, launcher),
                new DemoCommand(terminal, launcher, folder),
                new PushCommand(terminal),
                new CheckCommand(terminal),
                new DiffCommand(
                        terminal,
                        new dev.flamegate.ingest.ProfileFormats(List.of()),
                        java.time.Clock.systemUTC(),
                        "1.2.3"));
        return new Cli(terminal, "1.2.3", commands).run(args);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
