package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to type works as written, in an empty home directory. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

    @TempDir
    Path home;

    private static String readme() throws IOException {
        return Files.readString(Checkout.root().resolve("README.md"));
    }

    private static List<String> firstBlock() throws IOException {
        Matcher block = BLOCK.matcher(readme());
        assertThat(block.find()).isTrue();
        return block.group(1)
                .lines()
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .toList();
    }

    @Test
    void theTwoCommandsAreTheDemoAndTheTests() throws IOException {
        assertThat(firstBlock()).containsExactly("./flamegate demo", "./flamegate test");
    }

    /** The other command of the block is what runs this very test. */
    @Test
    @Timeout(600)
    void theDemoWorksInAnEmptyHomeDirectoryAndAgainOnItsOwnData() throws Exception {
        for (int run = 1; run <= 2; run++) {
            ProcessBuilder builder = new ProcessBuilder(
                    "bash",
                    "-c",
                    firstBlock().get(0).replace("./flamegate", Checkout.root() + "/flamegate") + " --exit --port 0");
            builder.environment().put("HOME", home.toString());
            Flamegate demo = Flamegate.run(home, builder);

            assertThat(demo.exitCode()).as(demo.standardError()).isEqualTo(1);
            assertThat(demo.standardOutput())
                    .startsWith(promisedLine())
                    .contains(lastPart(
                            Fixtures.version("shop", "1.1.0").get("culprit").asText()))
                    .containsPattern("http://127\\.0\\.0\\.1:\\d+/gates/[0-9a-z]+");
            assertThat(demo.standardOutput() + demo.standardError()).containsPattern("verdict after \\d+\\.\\d s");
        }
    }

    /** The block of text right after the commands. */
    private static String promisedLine() throws IOException {
        Matcher block = Pattern.compile("```text\\n(FAIL.*)\\n").matcher(readme());
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void thePictureIsWhatTheProgramDrawsToday() throws Exception {
        Path profiles = Fixtures.folder().resolve("profiles/shop");
        Flamegate.run(
                home,
                "diff",
                "--service",
                "shop",
                "--baseline",
                profiles.resolve("1.0.0").toString(),
                "--candidate",
                profiles.resolve("1.1.0").toString(),
                "--out",
                home.toString());

        assertThat(Checkout.root().resolve("reports/docs/flamegraph.svg"))
                .as("reports/docs/flamegraph.svg; `flamegate diff --service shop ... --out` writes a new one")
                .hasSameTextualContentAs(home.resolve("flamegraph.svg"));
    }

    private static String lastPart(String function) {
        return function.substring(function.lastIndexOf('/') + 1);
    }

    @Test
    void everyLinkOfTheDocumentsLeadsSomewhere() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/node_modules/"))
                    .toList();
            assertThat(documents).isNotEmpty();
            for (Path document : documents) {
                Matcher link = LINK.matcher(Files.readString(document));
                while (link.find()) {
                    assertThat(document.resolveSibling(link.group(1)))
                            .as("link in %s", document)
                            .exists();
                }
            }
        }
    }
}
