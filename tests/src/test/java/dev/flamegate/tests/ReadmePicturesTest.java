package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import com.microsoft.playwright.options.ColorScheme;
import dev.flamegate.reports.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's pictures of the page and of the comment. {@code ./flamegate pictures} draws them anew; else this holds what they show, as
 * it was written down beside them, against what the program says today.
 */
class ReadmePicturesTest {
    private static final boolean WRITE = Boolean.getBoolean("pictures.write");
    private static final int BYTES_MAX = 150_000;
    private static final Path DOCS = Checkout.root().resolve("reports/docs");

    @TempDir
    static Path folder;

    @Test
    void thePicturesShowWhatTheProgramSaysToday() throws Exception {
        try (Browser browser = new Browser()) {
            FixtureReports.FAIL.into(folder);
            Path comment = folder.resolve("comment.html");
            Files.writeString(comment, GitHub.page(Files.readString(folder.resolve(Rendering.COMMENT.file()))));

            List<String> shown = new ArrayList<>();
            shown.addAll(picture(browser, folder.resolve(Rendering.PAGE.file()), "report", 1280, 1040));
            shown.addAll(picture(browser, comment, "comment", 920, 900));

            Path words = DOCS.resolve("pictures.txt");
            if (WRITE) {
                Files.write(words, shown);
            }
            assertThat(shown)
                    .as("what the pictures of the README show; `./flamegate pictures` draws them anew")
                    .isEqualTo(Files.readAllLines(words));
        }
    }

    /** What the headings and the first table say: enough to see that a picture is old, and nothing that a change of colours moves. */
    private static List<String> picture(Browser browser, Path html, String name, int width, int height)
            throws IOException {
        Page page = browser.open(html.toUri().toString(), ColorScheme.LIGHT, width, height);
        Path file = DOCS.resolve(name + ".png");
        if (WRITE) {
            SmallPng.write(page.screenshot(new Page.ScreenshotOptions().setClip(new Clip(0, 0, width, height))), file);
        }
        assertThat(file).isNotEmptyFile();
        assertThat(Files.size(file)).as("bytes of %s", file).isLessThan(BYTES_MAX);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(width);
        List<String> shown = new ArrayList<>();
        for (String text : page.locator("h1, h2, h3, th, article dt").allInnerTexts()) {
            shown.add(name + ": " + text.strip().replaceAll("\\s+", " "));
        }
        page.context().close();
        return shown;
    }
}
