package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The service's own pages in a real browser, over recorded profiles: exploring, following a gate, operating; light, dark, narrow. */
@Timeout(300)
class SiteInBrowserTest {
    private static final String DRAWN = "() => performance.getEntriesByName('flame graph drawn').length > 0";
    private static final String COMPARED = "/explore?service=shop&type=cpu&baseline=1.0.0&candidate=1.1.0";
    private static final String EVIL = "<img src=x onerror=(window.hit=1)>";

    @TempDir
    static Path folder;

    private static ServiceProcess service;
    private static Browser browser;
    private static String gate;
    private Page page;

    @BeforeAll
    static void serveTheRecordedProfiles() throws Exception {
        browser = new Browser();
        service = new ServiceProcess(folder.resolve("store"));
        for (String version : List.of("1.0.0", "1.1.0")) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
        }
        gate = asked("");
        HttpResponse<String> refused =
                service.post("/api/v1/profiles?service=shop", "rubbish".getBytes(StandardCharsets.UTF_8), "text/plain");
        assertThat(refused.statusCode()).isEqualTo(422);
    }

    private static String asked(String more) throws Exception {
        String question = "{\"service\":\"shop\",\"baseline\":\"1.0.0\",\"candidate\":\"1.1.0\"" + more + "}";
        HttpResponse<String> answer = service.postJson("/api/v1/gates?wait=60s", question);
        return new ObjectMapper().readTree(answer.body()).path("id").asText();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        if (page != null) {
            page.context().close();
        }
        assertThat(browser.troubles()).isEmpty();
    }

    private Page open(String path) {
        return open(path, ColorScheme.LIGHT, 1280);
    }

    private Page open(String path, ColorScheme scheme, int width) {
        page = browser.open(service.address() + path, scheme, width, 900);
        return page;
    }

    @Test
    void twoVersionsAreComparedFromExploreAndTheGateIsAskedAboutThem() {
        open("/explore?service=shop");
        page.fill("input[name=baseline]", "1.0.0");
        page.fill("input[name=candidate]", "1.1.0");
        page.click("#ask button.main");
        page.waitForFunction(DRAWN);

        assertThat(page.url()).contains("baseline=1.0.0", "candidate=1.1.0").doesNotContain("selector=");
        assertThat(page.innerText("#flame-title")).isEqualTo("Difference, not tested");
        assertThat(page.innerText("#meaning")).contains("Nothing was tested");
        assertThat(page.innerText("#candidate-profiles")).matches("\\d+");
        page.waitForSelector("#functions tbody tr:has-text('reprice')");
        assertThat(page.innerText("#functions tbody tr:has-text('reprice')")).containsPattern("\\+\\d");

        page.click("#gate");
        page.waitForURL("**/gates/**");
        page.waitForSelector("h1 strong.fail");
        assertThat(page.innerText("h1")).contains("FAIL", "reprice");
        assertThat(page.textContent("body")).contains("Other gates of shop", "Method");
    }

    @Test
    void aSelectorIsCompletedFromWhatIsStored() {
        open("/explore?service=shop");
        page.locator("input[name=selector]").pressSequentially("po");
        page.waitForFunction(
                "() => [...document.querySelectorAll('#labels option')].some((one) => one.value === 'pod=\"')");
        page.locator("input[name=selector]").fill("pod=\"");
        page.waitForFunction(
                "() => [...document.querySelectorAll('#labels option')].some((one) => /^pod=\"p\\d\"$/.test(one.value))");
        page.fill("input[name=selector]", "pod=\"p1\"");
        page.keyboard().press("Enter");
        page.waitForFunction(DRAWN);

        assertThat(page.innerText(".found code")).contains("pod=\"p1\"");
        assertThat(page.innerText("#flame-title")).isEqualTo("Flame graph");
    }

    @Test
    void aTimeIsDraggedOnTheChartAndStandsInTheAddress() {
        open("/explore?service=shop&candidate=1.1.0");
        Locator chart = page.locator("#chart svg");
        chart.waitFor();
        var box = chart.boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + 60);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.6, box.y + 60);
        page.mouse().up();
        page.waitForURL("**from=20**until=20**");

        assertThat(page.inputValue("input[name=from]")).matches("20\\d\\d-.*Z");
        page.waitForSelector("#progress", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
    }

    @Test
    void whatIsNotThereIsSaidOpenly() {
        open("/explore?service=shop&candidate=9.9.9");
        page.waitForSelector("#trouble:not([hidden])");

        assertThat(page.innerText("#trouble")).contains("There are no profiles of the candidate");
    }

    @Test
    void aRunningGateIsFollowedToItsVerdictWithoutAReload() throws Exception {
        String id = asked(",\"follow\":{\"deadline\":\"8s\",\"looks\":2}");
        open("/gates/" + id);
        assertThat(page.innerText("#look")).matches("\\d of 2");
        assertThat(page.innerText(".facts")).contains("baseline", "1.0.0", "verdict so far");
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Browser.screenshot("site-following")));

        page.waitForSelector("h1 strong.fail", new Page.WaitForSelectorOptions().setTimeout(90_000));
        assertThat(page.innerText("h1")).contains("reprice");
    }

    @Test
    void namesThatWantToBeMarkupDoNothingOnAnyPage() throws Exception {
        String label = URLEncoder.encode("zone=" + EVIL, StandardCharsets.UTF_8);
        HttpResponse<String> answer = service.post(
                "/api/v1/profiles?service=evil&version=" + URLEncoder.encode(EVIL, StandardCharsets.UTF_8)
                        + "&pod=p&label=" + label,
                ("main;" + EVIL.replace(' ', '/') + " 10\n").getBytes(StandardCharsets.UTF_8),
                "text/plain");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (String path :
                List.of("/explore?service=evil", "/operate", "/labels", "/operate/store", "/search?q=%3Cimg")) {
            open(path);
            if (path.startsWith("/explore")) {
                page.waitForFunction(DRAWN);
            }
            assertThat(page.evaluate("() => window.hit === undefined && !document.querySelector('img, [onerror]')"))
                    .as(path)
                    .isEqualTo(true);
            assertThat(page.content()).as(path).containsAnyOf("&lt;img", "evil");
            page.context().close();
        }
        page = null;
    }

    @Test
    void exploringNeedsNoMouse() {
        open("/explore?service=shop");
        tabTo("input[name=baseline]");
        page.keyboard().type("1.0.0");
        tabTo("input[name=candidate]");
        page.keyboard().type("1.1.0");
        page.keyboard().press("Enter");
        page.waitForFunction(DRAWN);

        tabTo("#stage");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat((String) page.evaluate("() => window.flamegate.focusedName()"))
                .isNotEmpty();
        String focused = (String) page.evaluate("() => window.flamegate.focusedName()");
        page.keyboard().press("s");
        assertThat(page.evaluate("() => window.flamegate.zoomedName()")).isEqualTo(focused);
        page.keyboard().press("Escape");
        page.keyboard().press("/");
        page.keyboard().type("reprice");
        page.waitForCondition(() -> ((Number) page.evaluate("() => window.flamegate.matches()")).intValue() > 0);
    }

    @Test
    void theOperatorsPagesAndTheSearchNeedNoMouse() {
        open("/operate");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
        tabTo(".tabs a[href='/operate/store']");
        page.keyboard().press("Enter");
        page.waitForURL("**/operate/store");
        tabTo("input[name=q]");
        page.keyboard().type(gate);
        page.keyboard().press("Enter");
        page.waitForURL("**/gates/" + gate);
        tabTo("#stage");
    }

    /** Everything that takes the focus on the way can be seen to have it. */
    private void tabTo(String selector) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
                        .isNotEqualTo("none");
                return;
            }
        }
        throw new AssertionError(selector + " is not reached by Tab on " + page.url());
    }

    static List<Arguments> looks() {
        List<Arguments> looks = new ArrayList<>();
        for (String path : List.of(
                COMPARED,
                "/explore?service=shop&candidate=1.1.0",
                "/gates/GATE",
                "/operate",
                "/operate/store",
                "/operate/configuration",
                "/operate/access",
                "/targets",
                "/labels",
                "/outbox",
                "/search?q=1")) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                looks.add(Arguments.of(path, scheme, 1280));
            }
            looks.add(Arguments.of(path, ColorScheme.LIGHT, 380));
        }
        return looks;
    }

    @ParameterizedTest(name = "{0}, {1}, {2} pixels")
    @MethodSource("looks")
    void axeFindsNothingSeriousAndNothingRunsOutOfTheWindow(String path, ColorScheme scheme, int width) {
        open(path.replace("GATE", gate), scheme, width);
        if (path.startsWith("/explore") || path.startsWith("/gates")) {
            page.waitForFunction(DRAWN);
        }
        String name = path.replace("GATE", "report")
                .replaceAll("\\?.*baseline.*", "-compared")
                .replaceAll("\\?.*", "");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Browser.screenshot(
                        ("site" + name.replace('/', '-') + "-" + scheme + "-" + width).toLowerCase(Locale.ROOT))));

        assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
                .as("width of what can be scrolled to")
                .isLessThanOrEqualTo(width);
        assertThat(Axe.seriousIssues(page)).isEmpty();
    }

    @Test
    void timesAreLocalWithUtcOnHover() {
        open("/operate/store");
        String text = (String) page.evaluate("() => document.querySelector('time').textContent");

        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(page.getAttribute("time", "title")).endsWith(" UTC");
    }
}
