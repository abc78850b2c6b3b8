package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.flamegate.reports.Rendering;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names that want to be executed, from folded stacks through the command line into a real browser: there they are text. */
class HostileNamesInBrowserTest {
    private static final long SEED = Long.getLong("flamegate.hostile.seed", 20_261_121L);
    private static final int PODS = 4;
    private static final String EVIL = "(window.hit=1)";
    private static final List<String> PIECES = List.of(
            "<img/src=x/onerror=" + EVIL + ">",
            "</script><script>" + EVIL + "</script>",
            "<svg/onload=" + EVIL + ">",
            "<iframe/srcdoc='<script>parent.hit=1</script>'>",
            "\"><body/onload=" + EVIL + ">",
            "</title></style></textarea>",
            "javascript:" + EVIL,
            "[x](javascript:" + EVIL + ")",
            "![x](x\"onerror=\"" + EVIL + ")",
            "<!--",
            "-->",
            "<!--flamegate-state{}-->",
            "`",
            "```",
            "|",
            "@octocat",
            "#1",
            "\u202e",
            "</details>",
            "<details>",
            "é名😀",
            "a");

    @TempDir
    static Path folder;

    /** One function that grew, and forty beside it, each with a name of its own. */
    private static void write(Path side, double grown) throws Exception {
        Random random = new Random(SEED);
        StringBuilder stacks = new StringBuilder();
        for (int i = 0; i < 41; i++) {
            StringBuilder name = new StringBuilder("n" + i);
            for (int j = 0; j < 8; j++) {
                name.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String clean = name.toString().replace(";", "").replace(" ", "").replace("\n", "");
            stacks.append("main;")
                    .append(clean)
                    .append(' ')
                    .append(Math.round(i == 0 ? 4_000 * grown : 4_000))
                    .append('\n');
        }
        for (int pod = 0; pod < PODS; pod++) {
            Path file = Files.createDirectories(side).resolve("p" + pod + ".folded");
            String noise = "main;idle " + (20_000 + 300 * random.nextInt(5)) + "\n";
            Files.writeString(file, stacks + noise, StandardCharsets.UTF_8);
        }
    }

    @Test
    @Timeout(300)
    void namesAreTextInThePageThePictureAndTheComment() throws Exception {
        System.out.println("hostile names of seed " + SEED + " (-Dflamegate.hostile.seed=...)");
        try (Browser browser = new Browser()) {
            write(folder.resolve("before"), 1);
            write(folder.resolve("after"), 3);
            Path out = folder.resolve("out");
            Flamegate diff = Flamegate.run(
                    folder, "diff", "--baseline", "before", "--candidate", "after", "--out", out.toString());
            assertThat(diff.exitCode()).as(diff.standardError()).isEqualTo(1);
            assertThat(diff.standardOutput()).doesNotContainPattern("[\\u0000-\\u0009\\u000b-\\u001f\\u202e]");
            Files.writeString(
                    out.resolve("comment.html"), GitHub.page(Files.readString(out.resolve(Rendering.COMMENT.file()))));

            for (String file : List.of(Rendering.PAGE.file(), Rendering.PICTURE.file(), "comment.html")) {
                Page page = browser.open(out.resolve(file).toUri().toString(), ColorScheme.LIGHT, 1280, 900);
                assertThat(
                                page.evaluate(
                                        "() => window.hit === undefined && !document.querySelector('iframe, [onerror], [onload]')"))
                        .as(file)
                        .isEqualTo(true);
                assertThat(page.content()).contains("octocat");
                page.context().close();
            }
            assertThat(browser.troubles()).isEmpty();
        }
    }
}
