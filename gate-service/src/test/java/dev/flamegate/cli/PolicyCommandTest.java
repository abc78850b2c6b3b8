package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.http.TestReports;
import dev.flamegate.http.TestServer;
import dev.flamegate.reports.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String POLICY = """
            threshold: {points: 1}
            types: {alloc_space: {threshold: {percent: 20}}}
            functions:
              - {pattern: com.acme.pay.**, threshold: {points: 0.1, percent: 2%}}
            owners:
              - {pattern: com.acme.**, owners: [core]}
            acknowledgements:
              - {function: shop/Cart.reprice, service: shop, up_to: {percent: 40}, reason: rounding, author: anna, expires: 2026-12-31}
              - {request_cost: true, service: billing, up_to: {percent: 6}, reason: the same, author: anna, expires: 2026-11-20}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        Terminal terminal = new Terminal(new PrintStream(out), new PrintStream(err), false, false, false);
        return new Cli(
                        terminal,
                        "test",
                        List.of(
                                PolicyCommand.with(
                                        new PolicyCheckCommand(terminal, CLOCK), new PolicySchemaCommand(terminal)),
                                new CheckCommand(terminal)))
                .run(arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("p.yml"), text).toString();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void checkSaysWhatIsInForceAndHowManyDaysAreLeft() throws IOException {
        assertThat(run("policy", "check", file(POLICY))).isEqualTo(0);

        assertThat(text(out))
                .contains(
                        "informational: false",
                        "fails from: 1 points and 5 % of the function",
                        "com.acme.pay.**: fails from 0.1 points and 2 %",
                        "type alloc_space: fails from 20 %",
                        "owners of com.acme.**: core",
                        "2 acknowledgements",
                        "shop shop/Cart.reprice up to +40 %, until 2026-12-31, 40 days left, by anna: rounding",
                        "billing cost of a request up to +6 %, EXPIRED 2026-11-20");
    }

    @Test
    void checkOfOneServiceLeavesTheOthersOut() throws IOException {
        assertThat(run("policy", "check", file(POLICY), "--service", "shop")).isEqualTo(0);

        assertThat(text(out)).contains("1 acknowledgement of shop").doesNotContain("billing");
    }

    @Test
    void everyErrorIsALineWithItsPlace() throws IOException {
        String file = file("alpha: 2\nignore: ['**']\n");

        assertThat(run("policy", "check", file)).isEqualTo(3);
        assertThat(text(err)).contains(file + ", line 1, column 8: ", file + ", line 2, column 10: ");
        assertThat(run("policy", "check", folder.resolve("none.yml").toString()))
                .isEqualTo(3);
        assertThat(run("policy")).isEqualTo(3);
    }

    @Test
    void theSchemaIsPrintedAsJson() throws IOException {
        assertThat(run("policy", "schema")).isEqualTo(0);
        assertThat(new ObjectMapper()
                        .readTree(out.toByteArray())
                        .at("/properties/acknowledgements")
                        .isObject())
                .isTrue();
    }

    @Test
    void checkSendsThePolicyAlongAndRefusesABrokenOneBeforeAsking() throws IOException {
        try (TestServer server = new TestServer()) {
            server.gates.answerWith(id -> TestReports.of(id, Verdict.PASS));
            String[] question = {
                "check",
                "--service",
                "shop",
                "--baseline",
                "1",
                "--candidate",
                "2",
                "--url",
                server.address().toString(),
                "--policy",
                file("colour: red\n")
            };
            assertThat(run(question)).isEqualTo(3);
            assertThat(text(out)).isEmpty();
            file("informational: true\n");
            assertThat(run(question)).as(text(err)).isEqualTo(0);
            assertThat(text(out)).startsWith("PASS");
        }
    }
}
