package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week of real call trees in a running service, found through with pointer and keyboard in a real browser. */
class WeekInBrowserTest {
    private static final String SLOW = "1.1.0";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static ServiceProcess service;
    private static String culprit;

    @BeforeAll
    static void fill() throws Exception {
        browser = new Browser();
        service = new ServiceProcess(folder);
        Fixtures.push(service, "recorded-shop", Fixtures.version("shop", "1.0.0"));
        Fixtures.push(service, "recorded-shop", Fixtures.version("shop", SLOW));
        new RecordedWeek(service).send("1.0.0", SLOW);
        String gate = "{\"service\":\"recorded-shop\",\"baseline\":\"1.0.0\",\"candidate\":\"" + SLOW + "\"}";
        JsonNode report = new ObjectMapper()
                .readTree(service.postJson("/api/v1/gates?wait=60s", gate).body())
                .get("report");
        int row = report.get("findings").get(0).get("row").asInt();
        culprit = report.get("rows").get(row).get("function").asText();
    }

    @AfterAll
    static void close() {
        if (service != null) {
            service.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.troubles()).isEmpty();
    }

    private static Page open(String path, ColorScheme scheme, int width) {
        return browser.open(service.address() + path, scheme, width, 900);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Browser.screenshot(name)));
    }

    private static String lastPart(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    /** Three clicks: the service, the row of what changed, the cell, which leads to its diff. */
    @Test
    void theVersionThatSlowedAFunctionIsFoundWithoutKnowingItsName() {
        Page page = open("/", ColorScheme.LIGHT, 1280);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("shop").setExact(true))
                .first()
                .click();

        Locator change = page.locator(".changes li").filter(new Locator.FilterOptions().setHasText("grew"));
        String sentence = change.filter(new Locator.FilterOptions().setHasText("takes"))
                .first()
                .innerText();
        assertThat(sentence).contains(lastPart(culprit), RecordedWeek.version(RecordedWeek.SLOW_FROM), "cores");
        change.locator("a:text-is('in the table')").first().click();
        Locator row = page.locator("tr:target");
        assertThat(row.innerText()).contains(lastPart(culprit));
        Locator cell = row.locator("td").nth(RecordedWeek.SLOW_FROM);
        assertThat(cell.getAttribute("class")).contains("sure");
        assertThat(cell.innerText()).startsWith("▲").contains("+");
        String diff = cell.locator("a").getAttribute("href");
        assertThat(diff)
                .startsWith("/explore?service=shop")
                .contains("candidate=" + RecordedWeek.version(RecordedWeek.SLOW_FROM), "baseline_selector=");
        cell.locator("a").click();
        page.locator("#flame, .error").first().waitFor();
        assertThat(page.locator("main").innerText()).contains(RecordedWeek.version(RecordedWeek.SLOW_FROM));
        picture(page, "week-diff");
        page.context().close();
    }

    @Test
    void twoVersionsAreChosenAndComparedByKeyboardAlone() {
        Page page = open("/services/shop", ColorScheme.LIGHT, 1280);

        page.locator("input[name=baseline]:checked").focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowLeft");
        Object chosen = page.evaluate("() => { const form = document.querySelector('form[action=\"/explore\"]');"
                + " return new URLSearchParams(new FormData(form)).toString(); }");

        assertThat((String) chosen)
                .contains(
                        "service=shop",
                        "baseline=" + RecordedWeek.version(RecordedWeek.VERSIONS - 3),
                        "candidate=" + RecordedWeek.version(RecordedWeek.VERSIONS - 2));
        page.context().close();
    }

    @Test
    void everyTimeIsLocalWithUtcInItsTitleAndTheLinkIsStable() {
        Page page = open("/services/shop", ColorScheme.LIGHT, 1280);
        Locator time = page.locator("time").first();

        assertThat(time.getAttribute("title")).endsWith(" UTC");
        assertThat(time.getAttribute("datetime")).endsWith("Z");
        assertThat(time.innerText()).isNotEqualTo(time.getAttribute("title"));
        String link = page.locator("a:text-is('Link to this view')").getAttribute("href");
        assertThat(link).contains("until=", "type=", "days=7");
        String table = page.locator(".heat tbody").innerText();
        page.navigate(URI.create(service.address()).resolve(link).toString());
        assertThat(page.locator(".heat tbody").innerText()).isEqualTo(table);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 380", "DARK, 380"})
    void homeAndTheWeekAreLookedAtLightDarkAndNarrow(ColorScheme scheme, int width) {
        for (String path : new String[] {"/", "/services/shop"}) {
            Page page = open(path, scheme, width);
            String name = (path.equals("/") ? "home" : "week") + "-" + scheme + "-" + width;
            picture(page, name.toLowerCase(Locale.ROOT));

            assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
                    .as("width of what can be scrolled to on %s", path)
                    .isLessThanOrEqualTo(width);
            assertThat(Axe.seriousIssues(page)).isEmpty();
            page.context().close();
        }
    }

    @Test
    void anEmptyStoreIsLookedAt(@TempDir Path empty) throws Exception {
        try (ServiceProcess nothing = new ServiceProcess(empty)) {
            Page page = browser.open(nothing.address() + "/", ColorScheme.LIGHT, 380, 800);
            picture(page, "home-empty");

            assertThat(page.innerText("main")).contains("Send the first profile");
            assertThat(Axe.seriousIssues(page)).isEmpty();
            page.context().close();
        }
    }
}
