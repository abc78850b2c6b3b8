package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.flamegate.reports.Rendering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page and the comment of recorded profiles in a real browser: light, dark, narrow and on paper, and pictures of each to look at. */
class ReportLooksTest {
    private static final int WIDE = 1280;
    private static final int NARROW = 380;

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void makeTheReports() throws Exception {
        browser = new Browser();
        for (FixtureReports report : FixtureReports.values()) {
            report.into(folder.resolve(report.name()));
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Page page(FixtureReports report, ColorScheme scheme, int width) {
        Path file = folder.resolve(report.name()).resolve(Rendering.PAGE.file());
        return browser.open(file.toUri().toString(), scheme, width, 900);
    }

    static List<Arguments> looks() {
        List<Arguments> looks = new ArrayList<>();
        for (FixtureReports report : FixtureReports.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {WIDE, NARROW}) {
                    looks.add(Arguments.of(report, scheme, width));
                }
            }
        }
        return looks;
    }

    @ParameterizedTest(name = "{0}, {1}, {2} pixels")
    @MethodSource("looks")
    void axeFindsNoSeriousIssueAndNothingRunsOutOfTheWindow(FixtureReports report, ColorScheme scheme, int width) {
        Page page = page(report, scheme, width);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Browser.screenshot(("page-" + report + "-" + scheme + "-" + width).toLowerCase(Locale.ROOT))));

        assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
                .as("width of what can be scrolled to")
                .isLessThanOrEqualTo(width);
        assertThat(Axe.seriousIssues(page)).isEmpty();
        assertThat(browser.troubles()).isEmpty();
        page.context().close();
    }

    @Test
    void axeIsOneThatFinds() {
        Page page =
                browser.open("data:text/html,<html lang=en><title>t</title><img src=x>", ColorScheme.LIGHT, 400, 300);

        assertThat(Axe.seriousIssues(page)).anyMatch(issue -> issue.startsWith("image-alt (critical)"));
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource(FixtureReports.class)
    void onPaperItIsBlackOnWhiteWithEverythingUnfoldedThatAFindingHas(FixtureReports report) throws Exception {
        Page page = page(report, ColorScheme.DARK, WIDE);
        Path paper = Browser.screenshot("page-" + report.name().toLowerCase(Locale.ROOT) + "-paper");
        byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPrintBackground(true));
        Files.write(paper.resolveSibling(paper.getFileName().toString().replace(".png", ".pdf")), pdf);

        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(720, 1000);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(paper));

        assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(page.locator("#stage").isVisible()).isFalse();
        assertThat(page.locator(".finding details:not([open])").count()).isZero();
        page.evaluate("() => window.dispatchEvent(new Event('afterprint'))");
        assertThat(page.locator(".finding details[open]").count()).isZero();
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource(FixtureReports.class)
    void theCommentAsRenderedFitsIntoAForgesColumn(FixtureReports report) throws Exception {
        String markdown = Files.readString(folder.resolve(report.name()).resolve(Rendering.COMMENT.file()));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Path html = folder.resolve("comment.html");
            Files.writeString(html, GitHub.page(markdown));
            Page page = browser.open(html.toUri().toString(), scheme, 920, 600);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Browser.screenshot(("comment-" + report + "-" + scheme).toLowerCase(Locale.ROOT))));

            assertThat(page.locator("h3").innerText()).contains(report.name());
            assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
                    .isLessThanOrEqualTo(920);
            page.context().close();
        }
        assertThat(browser.troubles()).isEmpty();
    }
}
