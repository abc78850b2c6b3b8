package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report page of real profiles, opened from disk in a real browser and used as a reviewer does. */
class ReportPageInBrowserTest {
    @TempDir
    static Path folder;

    private static Browser browser;
    private static String culprit;

    @BeforeAll
    static void makeTheReport() throws Exception {
        browser = new Browser();
        Flamegate diff = Flamegate.run(
                folder,
                "diff",
                "--baseline",
                Fixtures.folder().resolve("profiles/shop/1.0.0").toString(),
                "--candidate",
                Fixtures.folder().resolve("profiles/shop/1.1.0").toString(),
                "--out",
                folder.toString());
        assertThat(diff.exitCode()).as(diff.standardError()).isEqualTo(1);
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        int row = report.get("findings").get(0).get("row").asInt();
        culprit = report.get("rows").get(row).get("function").asText();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Page page(ColorScheme scheme) {
        return browser.open(folder.resolve("report.html").toUri().toString(), scheme, 1280, 900);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void thePageOpensFromDiskWithoutAnErrorAndAsksNoOtherHost(ColorScheme scheme) {
        Page page = page(scheme);

        assertThat(page.innerText("body")).contains("FAIL");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Browser.screenshot("report-" + scheme.name().toLowerCase(Locale.ROOT))));
        assertThat(Browser.screenshot("report-" + scheme.name().toLowerCase(Locale.ROOT)))
                .isNotEmptyFile();
        assertThat(browser.troubles()).isEmpty();
    }

    @Test
    void aClickOnAFrameZoomsIntoItAndEscapeLeaves() {
        Page page = page(ColorScheme.LIGHT);
        page.locator("canvas").first().scrollIntoViewIfNeeded();
        String before = (String) page.evaluate("() => window.flamegate.zoomedName()");

        @SuppressWarnings("unchecked")
        Map<String, Number> at = (Map<String, Number>) page.evaluate("name => window.flamegate.frameAt(name)", culprit);
        page.mouse().click(at.get("x").doubleValue(), at.get("y").doubleValue());

        assertThat(page.evaluate("() => window.flamegate.zoomedName()")).isEqualTo(culprit);
        page.keyboard().press("Escape");
        assertThat(page.evaluate("() => window.flamegate.zoomedName()")).isEqualTo(before);
        assertThat(browser.troubles()).isEmpty();
    }

    @Test
    void searchFindsTheFunctionAndSaysItsShare() {
        Page page = page(ColorScheme.LIGHT);
        page.keyboard().press("/");
        page.keyboard().type(culprit.substring(culprit.lastIndexOf('.') + 1));

        page.waitForCondition(() -> ((Number) page.evaluate("() => window.flamegate.matches()")).intValue() > 0);
        assertThat(page.innerText("body")).containsPattern("\\d+(\\.\\d+)? % ");
        assertThat(browser.troubles()).isEmpty();
    }

    @Test
    void thePictureForTheCommentOpensAlone() throws Exception {
        assertThat(Files.size(folder.resolve("flamegraph.svg"))).isLessThan(1_000_000);
        Page page = browser.open(folder.resolve("flamegraph.svg").toUri().toString(), ColorScheme.LIGHT, 880, 600);
        page.screenshot(new Page.ScreenshotOptions().setPath(Browser.screenshot("flamegraph-svg")));

        assertThat(page.content()).contains(culprit.substring(culprit.lastIndexOf('.') + 1));
        assertThat(browser.troubles()).isEmpty();
    }
}
